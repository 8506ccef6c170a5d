/**
 * Admin-1 units with a quiz of their own, by country: GeoNames' code, the slug after the country's, the title. The slug is
 * the unit's own name in its own language where it has one, and never changes; the title is English.
 */
const LINES: Readonly<Record<string, string>> = {
  US: `
    AL alabama Alabama
    AK alaska Alaska
    AZ arizona Arizona
    AR arkansas Arkansas
    CA california California
    CO colorado Colorado
    CT connecticut Connecticut
    DE delaware Delaware
    DC district-of-columbia Washington, D.C.
    FL florida Florida
    GA georgia Georgia (US)
    HI hawaii Hawaii
    ID idaho Idaho
    IL illinois Illinois
    IN indiana Indiana
    IA iowa Iowa
    KS kansas Kansas
    KY kentucky Kentucky
    LA louisiana Louisiana
    ME maine Maine
    MD maryland Maryland
    MA massachusetts Massachusetts
    MI michigan Michigan
    MN minnesota Minnesota
    MS mississippi Mississippi
    MO missouri Missouri
    MT montana Montana
    NE nebraska Nebraska
    NV nevada Nevada
    NH new-hampshire New Hampshire
    NJ new-jersey New Jersey
    NM new-mexico New Mexico
    NY new-york New York State
    NC north-carolina North Carolina
    ND north-dakota North Dakota
    OH ohio Ohio
    OK oklahoma Oklahoma
    OR oregon Oregon
    PA pennsylvania Pennsylvania
    RI rhode-island Rhode Island
    SC south-carolina South Carolina
    SD south-dakota South Dakota
    TN tennessee Tennessee
    TX texas Texas
    UT utah Utah
    VT vermont Vermont
    VA virginia Virginia
    WA washington Washington State
    WV west-virginia West Virginia
    WI wisconsin Wisconsin
    WY wyoming Wyoming
  `,
  GB: `
    ENG england England
    NIR northern-ireland Northern Ireland
    SCT scotland Scotland
    WLS wales Wales
  `,
  DE: `
    01 baden-wuerttemberg Baden-Württemberg
    02 bayern Bavaria
    03 bremen Bremen
    04 hamburg Hamburg
    05 hessen Hesse
    06 niedersachsen Lower Saxony
    07 nordrhein-westfalen North Rhine-Westphalia
    08 rheinland-pfalz Rhineland-Palatinate
    09 saarland Saarland
    10 schleswig-holstein Schleswig-Holstein
    11 brandenburg Brandenburg
    12 mecklenburg-vorpommern Mecklenburg-Vorpommern
    13 sachsen Saxony
    14 sachsen-anhalt Saxony-Anhalt
    15 thueringen Thuringia
    16 berlin Berlin
  `,
  FR: `
    11 ile-de-france Île-de-France
    24 centre-val-de-loire Centre-Val de Loire
    27 bourgogne-franche-comte Bourgogne-Franche-Comté
    28 normandie Normandy
    32 hauts-de-france Hauts-de-France
    44 grand-est Grand Est
    52 pays-de-la-loire Pays de la Loire
    53 bretagne Brittany
    75 nouvelle-aquitaine Nouvelle-Aquitaine
    76 occitanie Occitanie
    84 auvergne-rhone-alpes Auvergne-Rhône-Alpes
    93 provence-alpes-cote-dazur Provence-Alpes-Côte d’Azur
    94 corse Corsica
  `,
  IT: `
    01 abruzzo Abruzzo
    02 basilicata Basilicata
    03 calabria Calabria
    04 campania Campania
    05 emilia-romagna Emilia-Romagna
    06 friuli-venezia-giulia Friuli-Venezia Giulia
    07 lazio Lazio
    08 liguria Liguria
    09 lombardia Lombardy
    10 marche Marche
    11 molise Molise
    12 piemonte Piedmont
    13 puglia Apulia
    14 sardegna Sardinia
    15 sicilia Sicily
    16 toscana Tuscany
    17 trentino-alto-adige Trentino-Alto Adige
    18 umbria Umbria
    19 valle-daosta Aosta Valley
    20 veneto Veneto
  `,
  ES: `
    07 illes-balears Balearic Islands
    27 la-rioja La Rioja
    29 madrid Community of Madrid
    31 murcia Region of Murcia
    32 navarra Navarre
    34 asturias Asturias
    39 cantabria Cantabria
    51 andalucia Andalusia
    52 aragon Aragon
    53 canarias Canary Islands
    54 castilla-la-mancha Castilla–La Mancha
    55 castilla-y-leon Castile and León
    56 catalunya Catalonia
    57 extremadura Extremadura
    58 galicia Galicia
    59 euskadi Basque Country
    60 comunitat-valenciana Valencian Community
    CE ceuta Ceuta
    ML melilla Melilla
  `,
  IN: `
    01 andaman-and-nicobar Andaman and Nicobar Islands
    02 andhra-pradesh Andhra Pradesh
    03 assam Assam
    05 chandigarh Chandigarh
    07 delhi Delhi
    09 gujarat Gujarat
    10 haryana Haryana
    11 himachal-pradesh Himachal Pradesh
    12 jammu-and-kashmir Jammu and Kashmir
    13 kerala Kerala
    14 lakshadweep Lakshadweep
    16 maharashtra Maharashtra
    17 manipur Manipur
    18 meghalaya Meghalaya
    19 karnataka Karnataka
    20 nagaland Nagaland
    21 odisha Odisha
    22 puducherry Puducherry
    23 punjab Punjab, India
    24 rajasthan Rajasthan
    25 tamil-nadu Tamil Nadu
    26 tripura Tripura
    28 west-bengal West Bengal
    29 sikkim Sikkim
    30 arunachal-pradesh Arunachal Pradesh
    31 mizoram Mizoram
    33 goa Goa
    34 bihar Bihar
    35 madhya-pradesh Madhya Pradesh
    36 uttar-pradesh Uttar Pradesh
    37 chhattisgarh Chhattisgarh
    38 jharkhand Jharkhand
    39 uttarakhand Uttarakhand
    40 telangana Telangana
    41 ladakh Ladakh
    52 dadra-nagar-haveli-daman-diu Dadra and Nagar Haveli and Daman and Diu
  `,
  BR: `
    01 acre Acre
    02 alagoas Alagoas
    03 amapa Amapá
    04 amazonas Amazonas
    05 bahia Bahia
    06 ceara Ceará
    07 distrito-federal Federal District
    08 espirito-santo Espírito Santo
    11 mato-grosso-do-sul Mato Grosso do Sul
    13 maranhao Maranhão
    14 mato-grosso Mato Grosso
    15 minas-gerais Minas Gerais
    16 para Pará
    17 paraiba Paraíba
    18 parana Paraná
    20 piaui Piauí
    21 rio-de-janeiro Rio de Janeiro
    22 rio-grande-do-norte Rio Grande do Norte
    23 rio-grande-do-sul Rio Grande do Sul
    24 rondonia Rondônia
    25 roraima Roraima
    26 santa-catarina Santa Catarina
    27 sao-paulo São Paulo
    28 sergipe Sergipe
    29 goias Goiás
    30 pernambuco Pernambuco
    31 tocantins Tocantins
  `,
  MX: `
    01 aguascalientes Aguascalientes
    02 baja-california Baja California
    03 baja-california-sur Baja California Sur
    04 campeche Campeche
    05 chiapas Chiapas
    06 chihuahua Chihuahua
    07 coahuila Coahuila
    08 colima Colima
    09 ciudad-de-mexico Mexico City
    10 durango Durango
    11 guanajuato Guanajuato
    12 guerrero Guerrero
    13 hidalgo Hidalgo
    14 jalisco Jalisco
    15 estado-de-mexico State of Mexico
    16 michoacan Michoacán
    17 morelos Morelos
    18 nayarit Nayarit
    19 nuevo-leon Nuevo León
    20 oaxaca Oaxaca
    21 puebla Puebla
    22 queretaro Querétaro
    23 quintana-roo Quintana Roo
    24 san-luis-potosi San Luis Potosí
    25 sinaloa Sinaloa
    26 sonora Sonora
    27 tabasco Tabasco
    28 tamaulipas Tamaulipas
    29 tlaxcala Tlaxcala
    30 veracruz Veracruz
    31 yucatan Yucatán
    32 zacatecas Zacatecas
  `,
  CA: `
    01 alberta Alberta
    02 british-columbia British Columbia
    03 manitoba Manitoba
    04 new-brunswick New Brunswick
    05 newfoundland-and-labrador Newfoundland and Labrador
    07 nova-scotia Nova Scotia
    08 ontario Ontario
    09 prince-edward-island Prince Edward Island
    10 quebec Quebec
    11 saskatchewan Saskatchewan
    12 yukon Yukon
    13 northwest-territories Northwest Territories
    14 nunavut Nunavut
  `,
  AU: `
    01 australian-capital-territory Australian Capital Territory
    02 new-south-wales New South Wales
    03 northern-territory Northern Territory
    04 queensland Queensland
    05 south-australia South Australia
    06 tasmania Tasmania
    07 victoria Victoria
    08 western-australia Western Australia
  `,
};

export interface Subdivision {
  /** GeoNames admin-1 code with its country: `US.TX`. */
  code: string;
  country: string;
  slug: string;
  title: string;
}

/** See {@link LINES}. */
export const SUBDIVISIONS: readonly Subdivision[] = Object.entries(LINES).flatMap(([country, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [code, slug, ...title] = line.trim().split(' ');
      return {
        code: `${country}.${code!}`,
        country,
        slug: `${country.toLowerCase()}-${slug!}`,
        title: title.join(' '),
      };
    }),
);
