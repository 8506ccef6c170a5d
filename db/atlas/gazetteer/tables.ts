/**
 * Sections of cities by GeoNames' feature code that people call cities: they have a town hall, or are far from the city
 * whose district they are. GeoNames ids.
 */
export const CITIES_AFTER_ALL: ReadonlySet<number> = new Set([
  6619347, // Navi Mumbai
  8504423, // Subang Jaya
  952865, // Springs
  3728338, // Carrefour
  353225, // Nasr City
  1809061, // Jiaojiang
  1785974, // Yuci
  1277082, // Baranagar
  1277557, // Ballarpur
  3928245, // Santiago de Surco
  1732745, // Skudai
  285704, // Salmiya
  288789, // Barka
  1085510, // Epworth
  2643734, // Derry
  10630431, // Kalamassery
  1279064, // Alandur
  975436, // Mmabatho
  8764562, // Diepsloot
  2166144, // Frankston
  2148928, // Southport
  2145110, // Wagga Wagga
  2169460, // Dandenong
]);

/** Cities that are counted in another one, by that one's id. Creditable, but left out of sums of population. */
export const COUNTED_IN: ReadonlyMap<number, number> = new Map([
  ...[5110302, 5133273, 5125771, 5110266, 5139568].map((id) => [id, 5128581] as const), // New York City
  ...[3526683, 3514674, 3515428, 3530139, 3827409, 3532497, 3514450, 3526700, 3827408, 3515463, 3523760].map(
    (id) => [id, 3530597] as const,
  ), // Mexico City
]);

/**
 * What people call a city besides its names, and codes that they type for it, by GeoNames id: they rank with its short forms. No
 * code of two letters but those that are said aloud.
 */
export const NICKNAMES: ReadonlyMap<number, readonly string[]> = new Map([
  [5368361, ['LA', 'L.A.', 'City of Angels']],
  [5128581, ['NYC', 'New York', 'Big Apple', 'NY']],
  [5391959, ['SF', 'San Fran', 'Frisco']],
  [4140963, ['DC', 'D.C.', 'Washington DC']],
  [4560349, ['Philly']],
  [4180439, ['ATL', 'Hotlanta']],
  [5506956, ['Vegas', 'Sin City']],
  [4335045, ['NOLA', 'Big Easy']],
  [5780993, ['SLC']],
  [4259418, ['Indy']],
  [4508722, ['Cincy']],
  [4160021, ['Jax']],
  [5037649, ['Mpls']],
  [4930956, ['Beantown']],
  [5308655, ['PHX']],
  [5746545, ['PDX']],
  [4407066, ['STL']],
  [4171563, ['St Pete']],
  [4990729, ['Motor City', 'Motown']],
  [4887398, ['Chi-Town', 'Windy City']],
  [5206379, ['Steel City', 'PGH']],
  [4684888, ['Big D']],
  [4699066, ['H-Town', 'HTX']],
  [5419384, ['Mile High City']],
  [4644585, ['Music City']],
  [4347778, ['Bmore', 'Charm City']],
  [5263045, ['MKE']],
  [4393217, ['KC', 'KCMO']],
  [4273837, ['KCK']],
  [4544349, ['OKC']],
  [5150529, ['CLE']],
  [5389489, ['Sac', 'Sactown']],
  [4726206, ['SATX', 'San Antone']],
  [4671654, ['ATX']],
  [5454711, ['ABQ']],
  [4460243, ['CLT']],
  [5809844, ['Emerald City']],
  [4683416, ['Corpus']],
  [6167865, ['T Dot', 'Hogtown']],
  [6173331, ['YVR']],
  [6077243, ['MTL']],
  [6183235, ['Winterpeg']],
  [3530597, ['CDMX', 'DF', 'D.F.', 'Mexico DF', 'México D.F.', 'Ciudad de México DF']],
  [4005539, ['GDL']],
  [3995465, ['MTY']],
  [3448439, ['Sampa']],
  [3451190, ['Rio']],
  [3435910, ['BA', 'BsAs', 'Baires']],
  [2643743, ['LDN']],
  [2655603, ['Brum']],
  [2641673, ['Newcastle', 'Toon']],
  [2637487, ['Soton']],
  [2643123, ['Manc']],
  [2641170, ['Notts']],
  [2650225, ['Auld Reekie']],
  [2925533, ['FFM', 'Mainhattan']],
  [2988507, ['Paname', 'City of Light']],
  [2759794, ['Mokum', 'A’dam']],
  [2747891, ['R’dam']],
  [3119841, ['Corunna']],
  [3128760, ['Barna', 'BCN']],
  [3169070, ['Eternal City']],
  [498817, ['SPb', 'Piter', 'Питер', 'СПб']],
  [524901, ['MSK', 'МСК']],
  [520555, ['Nizhny', 'Нижний']],
  [1486209, ['Ekat', 'ЕКБ']],
  [1277333, ['BLR']],
  [1275339, ['Bombay']],
  [1254163, ['Trivandrum']],
  [1735161, ['KL']],
  [1735106, ['Penang']],
  [1642911, ['JKT']],
  [1621177, ['Jogja']],
  [1609350, ['BKK', 'Krung Thep']],
  [1566083, ['HCMC', 'TPHCM', 'Saigon']],
  [1819729, ['HK']],
  [2147714, ['Syd']],
  [2158177, ['Melb']],
  [2174003, ['Brissie', 'Brisvegas']],
  [2193733, ['AKL']],
  [2192362, ['Chch']],
  [993800, ['Joburg', 'Jozi', 'Jhb']],
  [3369157, ['Mother City']],
  [965301, ['Maritzburg']],
  [344979, ['Addis']],
  [160263, ['Dar']],
  [361058, ['Alex']],
  [292223, ['DXB']],
  [3576994, ['Grand Turk']],
]);

/**
 * Alternates of the source that are none, or that mean another place to everybody else, by GeoNames id.
 */
export const NOT_NAMES: ReadonlyMap<number, readonly string[]> = new Map([
  [281184, ['Sion', 'Zion']], // Jerusalem, in hymns
  [2553604, ['White House']], // Casablanca, translated
  [1205733, ['Islamabad']], // Chattogram under the Mughals
]);

/**
 * Cities that the world calls by the name of a state: in every language whose word for the state is also the city's. Others who
 * type a state of the USA mean the state. GeoNames id → admin-1 code.
 */
export const KNOWN_BY_STATE: ReadonlyMap<number, string> = new Map([
  [5128581, 'US.NY'], // New York City
  [4140963, 'US.WA'], // Washington, D.C.
]);

/**
 * National capitals besides those of GeoNames' feature code, where a decision was needed: the seat that the country or its
 * administration names. GeoNames ids.
 */
export const CAPITALS: ReadonlySet<number> = new Set([
  281184, // Jerusalem (IL)
  282239, // Ramallah (PS)
  2462881, // Laayoune (EH)
]);
