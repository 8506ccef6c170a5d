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

/** What people call a city besides its names, by GeoNames id. They rank with its name. */
export const NICKNAMES: ReadonlyMap<number, readonly string[]> = new Map([
  [5368361, ['LA']],
  [5128581, ['NYC', 'New York', 'Big Apple']],
  [5391959, ['SF', 'San Fran', 'Frisco']],
  [4140963, ['DC', 'Washington DC']],
  [4560349, ['Philly']],
  [4180439, ['ATL']],
  [5506956, ['Vegas']],
  [4335045, ['NOLA']],
  [5780993, ['SLC']],
  [4259418, ['Indy']],
  [4508722, ['Cincy']],
  [4160021, ['Jax']],
  [5037649, ['Mpls']],
  [1735161, ['KL']],
  [993800, ['Joburg', 'Jozi']],
  [1566083, ['HCMC']],
  [3448439, ['Sampa']],
  [3451190, ['Rio']],
  [3530597, ['CDMX', 'Mexico DF']],
  [498817, ['SPb', 'Piter']],
  [1819729, ['HK']],
  [1621177, ['Jogja']],
  [3435910, ['BA', 'Baires']],
  [5454711, ['ABQ']],
  [3576994, ['Grand Turk']],
  [4544349, ['OKC']],
  [1735106, ['Penang']],
  [1275339, ['Bombay']],
  [2655603, ['Brum']],
  [2641673, ['Newcastle']],
  [344979, ['Addis']],
  [1609350, ['Krung Thep']],
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
