import type { Point } from './geometry.ts';

/** The name of a water and a straight line (in degrees) over it, from the name's first letter to its last. */
export interface WaterName {
  name: string;
  rank: 1 | 2 | 3 | 4;
  line: [Point, Point];
}

/** Rank, longitude and latitude of the start and of the end, name. Made by hand for this project. */
const LINES = `
1 -60 37 -22 37 North Atlantic Ocean
1 -34 -24 4 -26 South Atlantic Ocean
1 -174 32 -132 32 North Pacific Ocean
1 148 30 188 30 North Pacific Ocean
1 -142 -32 -96 -32 South Pacific Ocean
1 158 -32 166 -28 South Pacific Ocean
1 62 -18 96 -18 Indian Ocean
1 -20 -58 40 -58 Southern Ocean
1 -160 76 -130 74 Arctic Ocean
1 60 79 110 81 Arctic Ocean
2 -2 66.5 9 70 Norwegian Sea
2 1 54.8 6.5 56.4 North Sea
2 17.6 55.6 20.6 58.8 Baltic Sea
2 18.5 60.8 19.8 62.2 Gulf of Bothnia
4 22.8 59.6 27.6 60.1 Gulf of Finland
2 33 74.2 48 73.2 Barents Sea
3 37 65.2 40.6 66.4 White Sea
2 60 72.5 72 76 Kara Sea
2 115 75.5 130 74.5 Laptev Sea
2 150 73 166 72 East Siberian Sea
3 -172 69.5 -164 70.2 Chukchi Sea
3 -150 72 -136 71.2 Beaufort Sea
2 -172 58 -178 60 Bering Sea
2 145 52 153 57 Sea of Okhotsk
2 131.5 38 136.6 41.2 Sea of Japan
2 121.5 34 123.6 36.8 Yellow Sea
4 118.6 38.4 120.6 39.3 Bohai Sea
2 123.2 27.2 125.6 31.4 East China Sea
2 111.6 11 116.4 16.8 South China Sea
3 107 18.6 108.2 20.6 Gulf of Tonkin
3 100.2 11.4 102.4 8.6 Gulf of Thailand
2 128 17 134 20 Philippine Sea
3 119 8.4 121.4 9.8 Sulu Sea
3 120.4 3.2 124.2 4 Celebes Sea
3 108.6 -4.6 114 -5.2 Java Sea
3 123.4 -5.4 130 -6 Banda Sea
4 119 -7.6 122.6 -7.9 Flores Sea
3 125 -9.8 131 -10.8 Timor Sea
3 133 -9.4 138 -9.6 Arafura Sea
3 117.6 -1.4 118.6 -3.8 Makassar Strait
4 98.2 5.2 100.4 3 Strait of Malacca
3 94.8 13.4 96.6 9.4 Andaman Sea
2 86 14 92 17 Bay of Bengal
2 60 14 69 17 Arabian Sea
3 73 8.4 75 9.8 Laccadive Sea
4 78.6 8 79.4 9 Gulf of Mannar
3 57.2 24.8 61 24.4 Gulf of Oman
3 49.2 29 52.8 26.4 Persian Gulf
3 45 11.7 50 13.4 Gulf of Aden
2 36 25 40 18.4 Red Sea
4 32.7 29.5 33.7 27.9 Gulf of Suez
2 3.6 38.4 8 38.2 Mediterranean Sea
2 16.6 34.9 22.6 34.3 Mediterranean Sea
2 26 33.4 33 33 Mediterranean Sea
3 9.9 40.6 13.4 39.3 Tyrrhenian Sea
3 13.4 44 17.6 42.1 Adriatic Sea
3 17.2 38.2 20 37.2 Ionian Sea
3 24.6 39.4 25.6 37.2 Aegean Sea
4 24 35.9 26.6 35.8 Sea of Crete
4 27.4 40.8 28.8 40.7 Sea of Marmara
3 7.6 43.5 9.2 43.2 Ligurian Sea
3 0.6 39.8 2.2 40.9 Balearic Sea
4 -4.6 36.1 -1.8 36.1 Alboran Sea
4 3.2 43 4.8 42.8 Gulf of Lion
2 30.6 43.3 37.6 43 Black Sea
3 35.4 46.3 37.6 46 Sea of Azov
2 50.2 44 51.2 40 Caspian Sea
2 -8 45.2 -3 45.4 Bay of Biscay
3 -4.2 49.8 -0.6 50.2 English Channel
3 -8.4 51 -5.6 50.4 Celtic Sea
3 -5.2 53 -4.6 54.4 Irish Sea
4 8.6 57.7 11 57.6 Skagerrak
4 11.2 57.6 11.8 56.6 Kattegat
3 -27 67 -22 67 Denmark Strait
3 -10 75 2 74 Greenland Sea
2 -56 57 -48 60 Labrador Sea
2 -68 74 -62 70 Baffin Bay
3 -60 65 -57 68 Davis Strait
2 -90 60.6 -80 58 Hudson Bay
4 -81.5 53.6 -79.8 52.2 James Bay
4 -70 61.2 -66 60.4 Hudson Strait
4 -77 67.5 -78.8 65.5 Foxe Basin
3 -63.8 48.6 -60 48 Gulf of St. Lawrence
4 -67.6 44.2 -66 45.2 Bay of Fundy
4 -70 42.9 -67.6 43.3 Gulf of Maine
2 -70 31 -60 33 Sargasso Sea
2 -95 25.4 -86 25.4 Gulf of Mexico
3 -94.8 20 -92 19.6 Bay of Campeche
2 -79 14.8 -68 14.6 Caribbean Sea
4 -87.6 16.4 -86.2 17.6 Gulf of Honduras
4 -80.8 23.6 -78.4 23.9 Straits of Florida
3 -113.6 29.6 -108.6 24.4 Gulf of California
3 -151 58 -143 58.2 Gulf of Alaska
4 -95.6 15.4 -93.8 15.6 Gulf of Tehuantepec
4 -80 8.3 -79 8.2 Gulf of Panama
3 -84.6 -2.6 -81.8 -3.4 Gulf of Guayaquil
3 -1 2.4 6 2.4 Gulf of Guinea
3 6 3.6 9 3.6 Bight of Biafra
3 39.8 -22.6 42.4 -16 Mozambique Channel
3 -66.4 -42 -64 -41.4 Gulf of San Matías
3 -56.8 -35.2 -55.6 -35.6 Río de la Plata
2 -56 -53 -44 -55 Scotia Sea
2 -66 -58.6 -58 -59.4 Drake Passage
2 154 -16 158 -20 Coral Sea
2 154 -36 162 -40 Tasman Sea
2 128 -34 136 -35.2 Great Australian Bight
3 137.8 -13 140.2 -15.6 Gulf of Carpentaria
4 144.4 -39.9 147.4 -39.7 Bass Strait
4 136.6 -34.2 137.6 -33.4 Spencer Gulf
3 149 -4 151.6 -4.4 Bismarck Sea
3 151 -8 155 -9 Solomon Sea
4 144.6 -8.6 146 -8.4 Gulf of Papua
4 142.2 -10.3 143.6 -9.6 Torres Strait
3 172.2 -40.4 174 -39.2 Taranaki Bight
4 174.4 -41.7 174.9 -41 Cook Strait
2 175 -48 -175 -46 South Pacific Ocean
3 119.2 23.2 120 25.2 Taiwan Strait
3 120.6 20.4 122.4 20.8 Luzon Strait
4 128 33.6 129.6 35 Korea Strait
3 140 50.6 141.4 46.4 Strait of Tartary
4 -9.6 36.4 -7 36.6 Gulf of Cádiz
4 11 34.2 12.2 34.8 Gulf of Gabès
4 18 31 20 31 Gulf of Sidra
4 22.4 36.5 23 36.4 Gulf of Laconia
3 32.2 2 34 -2.2 Lake Victoria
4 29.3 -4.2 30.6 -7.6 Lake Tanganyika
4 34.3 -10.4 34.9 -13.4 Lake Malawi
3 58.8 45.6 60 44.8 Aral Sea
3 104.6 51.9 109.4 55.2 Lake Baikal
4 74 46 78 46.6 Lake Balkhash
4 30.8 60.6 32.4 61.2 Lake Ladoga
4 35 61.4 36 62.1 Lake Onega
4 12.8 58.6 13.8 59.2 Vänern
3 -91 47.2 -85.4 47.5 Lake Superior
3 -87.5 42.2 -86.7 45 Lake Michigan
3 -82.9 45.4 -82 43.6 Lake Huron
3 -82.6 41.8 -79.4 42.6 Lake Erie
4 -79.2 43.5 -76.6 43.6 Lake Ontario
4 -98.4 53.4 -97 50.8 Lake Winnipeg
4 -123.6 66 -119 66 Great Bear Lake
4 -116.4 61.4 -111.6 62.2 Great Slave Lake
4 -86 12 -85 11.2 Lake Nicaragua
4 -69.9 -15.5 -68.9 -16.3 Lake Titicaca
4 -72 10.3 -71.3 9.3 Lake Maracaibo
`;

export const WATER_NAMES: readonly WaterName[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const [rank, x1, y1, x2, y2, ...name] = line.split(' ');
    const points: [Point, Point] = [
      [Number(x1), Number(y1)],
      [Number(x2), Number(y2)],
    ];
    return { name: name.join(' '), rank: Number(rank) as WaterName['rank'], line: points };
  });
