/**
 * Names of seas, oceans, gulfs and large lakes, each with a line of two or three points along the water, in degrees
 * (lon lat), in the direction of reading on a sheet with north up. English names as in common atlases; the lines were
 * laid by hand, clear of the coast at 1:50m.
 */
const TABLE = `
North Atlantic Ocean | -48 31, -36 33, -24 33
North Atlantic Ocean | -27 50, -21 50.5, -14.5 50
South Atlantic Ocean | -28 -24, -14 -25, 0 -25
North Pacific Ocean | 158 30, 180 32, -158 30
North Pacific Ocean | -152 36, -141 37, -130 36
South Pacific Ocean | -140 -28, -122 -29, -100 -28
South Pacific Ocean | 162 -14, 172 -15, 184 -14
Indian Ocean | 66 -14, 78 -16, 90 -15
Southern Ocean | 40 -59, 75 -60, 110 -59
Arctic Ocean | -170 81, -150 83, -130 83
Norwegian Sea | -5 66, 1 67, 7 67.5
Greenland Sea | -13 74, -7 75, 0 76
Barents Sea | 31 73, 38 73.6, 46 73.5
Kara Sea | 62 74, 70 76, 78 77
Laptev Sea | 117 75.5, 124 76, 131 75.5
White Sea | 36.5 65.3, 38.3 65.6, 40 66
North Sea | 0 56.6, 3 56.7, 6.6 56.6
Baltic Sea | 17.9 55.6, 19 56.8, 20.2 58.4
Gulf of Bothnia | 18 61.1, 19.4 62.3, 21.8 63.8
Gulf of Finland | 23.6 59.6, 25.5 59.85, 28 60
Irish Sea | -5.8 54.2, -4.8 53.8, -3.7 53.6
Celtic Sea | -9.6 50.7, -8 50.6, -6 50.7
English Channel | -4.2 49.4, -2 49.95, 0.2 50.15
Bay of Biscay | -7.2 45.7, -4.9 45.6, -2.4 45.5
Mediterranean Sea | 15.6 35.1, 19 34.4, 23 34.2
Mediterranean Sea | 3.7 42.3, 5.5 42.3, 7.8 42.5
Mediterranean Sea | 3.2 38.6, 5.4 38.9, 7.8 39
Mediterranean Sea | 28.6 33.2, 30.8 33, 33.4 32.9
Alboran Sea | -4.6 35.9, -3.3 36, -2.1 36
Balearic Sea | 0.7 40.1, 1.7 40.6, 2.8 41
Ligurian Sea | 7.9 43.5, 8.8 43.6, 9.8 43.5
Tyrrhenian Sea | 10.3 39.9, 12 39.7, 14 39.6
Adriatic Sea | 13.9 44.1, 15.6 43, 17.8 42
Ionian Sea | 17.3 38.3, 18.6 37.9, 20 37.6
Aegean Sea | 24.1 39.6, 25 38.6, 25.4 37.4
Sea of Crete | 23.9 35.9, 25 35.85, 26.2 35.9
Sea of Marmara | 27.5 40.7, 28.2 40.7, 28.9 40.7
Black Sea | 31 43.5, 34.5 43.1, 38 43
Sea of Azov | 35.5 45.9, 36.6 46.1, 37.6 46.4
Caspian Sea | 49.8 43.4, 50.6 41.5, 51.2 39
Aral Sea | 58.6 45.2, 59.3 45, 60 44.9
Red Sea | 35.6 25.6, 37.8 21.4, 40.6 17
Gulf of Aden | 45.4 12, 48 12.6, 51 13.4
Persian Gulf | 49.4 28.6, 51 27.2, 53.2 25.8
Gulf of Oman | 57.6 25, 58.9 24.7, 60.6 24.5
Arabian Sea | 60 15.5, 64.5 15.8, 70 15.5
Bay of Bengal | 84.2 14.4, 88 14.9, 92 14.4
Andaman Sea | 94.6 12.5, 95.8 10.6, 97 8.2
Laccadive Sea | 73.4 8, 75 7.4, 77 6.4
Gulf of Thailand | 100.2 11.4, 101.4 10, 102.6 8.2
South China Sea | 110.6 12.4, 113.6 14, 117 16.6
Gulf of Tonkin | 106.4 18.7, 107.3 19.6, 108.4 20.6
East China Sea | 123 27.6, 125.2 29.2, 127.2 31
Yellow Sea | 121.4 34.7, 123.2 35.4, 125 36
Bohai Sea | 118.8 38.6, 119.8 38.6, 120.8 38.8
Sea of Japan | 130.6 38, 134.4 40, 138 41.6
Sea of Okhotsk | 144.6 51.6, 149 53.6, 154 56
Bering Sea | 172 57, 180 58.4, -168 58
Philippine Sea | 126 16.6, 130.5 17.8, 136 18
Sulu Sea | 118.4 8.5, 119.8 8.6, 121.4 8.4
Celebes Sea | 119.4 3.6, 121.6 3.6, 124 3.6
Java Sea | 107.6 -5.2, 110.4 -5.2, 114 -5
Banda Sea | 123.6 -5.8, 126.6 -5.6, 130 -5.6
Timor Sea | 124.6 -12, 127 -11.4, 129.6 -10.8
Arafura Sea | 132 -9.6, 135 -9.6, 138 -9.4
Molucca Sea | 124.8 -0.6, 125.8 0, 126.6 1.2
Gulf of Carpentaria | 136.8 -14.2, 138.8 -14.3, 141 -14.2
Coral Sea | 148 -15.6, 152 -16.4, 157 -16.4
Tasman Sea | 154.6 -37, 160 -38.6, 167 -39.4
Bismarck Sea | 145.4 -3.6, 147.6 -3.6, 149.8 -4
Solomon Sea | 149.6 -7.6, 151.8 -7.8, 154.4 -8.2
Great Australian Bight | 125.6 -33.8, 129.6 -34, 133.6 -34.6
Bass Strait | 144.4 -39.8, 146 -39.9, 147.6 -39.9
Gulf of Guinea | -4 2.8, 0.6 2.6, 6 2.4
Bight of Benin | 1.6 5.3, 3 5.4, 4.6 5
Mozambique Channel | 37 -22.6, 40.6 -18.8, 43 -15.6
Lake Victoria | 31.9 -1, 32.9 -1, 33.9 -1
Labrador Sea | -58 57, -54 58.4, -48 59
Baffin Bay | -71 73.6, -66 74, -60 74
Davis Strait | -60.4 64, -58.6 66, -57.8 68.6
Denmark Strait | -33 65.6, -29.4 66.7, -25.6 67.6
Hudson Bay | -91 59.2, -86 59.6, -81 59.4
James Bay | -81.2 53.9, -80.4 53.2, -79.8 52.2
Gulf of Saint Lawrence | -64.2 48.2, -62.2 48.1, -60 48
Bay of Fundy | -67 44.5, -66 45, -65 45.3
Gulf of Mexico | -94.6 25.2, -90.6 25.4, -85.6 25.4
Bay of Campeche | -96 20, -94.6 20, -92.8 19.9
Caribbean Sea | -78.6 15, -73.8 14.8, -67.6 14.8
Sargasso Sea | -68 27.4, -62 28, -55 28
Gulf of California | -113.8 30, -111.4 27, -108.4 24.3
Gulf of Alaska | -152 57, -146 58, -140 57.6
Beaufort Sea | -146 71.6, -139 72, -131 71.6
Chukchi Sea | -176 69, -171 69.6, -166.6 69.6
Lake Superior | -90 47.4, -87.6 47.7, -85.6 47.4
Lake Michigan | -87.2 42.3, -87 43.4, -86.7 45
Lake Huron | -83 45.3, -82.4 44.8, -82 43.7
Lake Erie | -82.6 41.9, -81.2 42.2, -79.6 42.6
Lake Ontario | -79 43.5, -77.8 43.6, -76.7 43.6
Drake Passage | -66 -58.6, -62 -58.9, -57 -58.9
Argentine Sea | -63.6 -43, -61.4 -43.6, -58.8 -43.8
Scotia Sea | -50 -56.4, -45 -57, -39 -57
`;

export interface Water {
  name: string;
  /** Degrees. */
  line: [lon: number, lat: number][];
}

/** All waters, oceans before seas before what lies in them: what comes first is set first. */
export const WATERS: readonly Water[] = TABLE.trim()
  .split('\n')
  .map((row) => {
    const [name, points] = row.split(' | ');
    return {
      name: name!,
      line: points!.split(', ').map((point) => point.split(' ').map(Number) as [number, number]),
    };
  });
