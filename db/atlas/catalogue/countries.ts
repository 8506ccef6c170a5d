import { slugOf } from './slug.ts';

/** Continents as the catalogue has them; Antarctica has no quiz. */
export type ContinentCode = 'AF' | 'AS' | 'EU' | 'NA' | 'OC' | 'SA';

/**
 * Countries by continent (GeoNames' choice): ISO 3166-1 alpha-2, then the name, as people say it: in lists, on maps and in
 * answers alike. A quiz's slug is made from it and never changes: a name that is reworded needs its old slug in `SLUGS`.
 */
const TITLES: Readonly<Record<ContinentCode | 'none', string>> = {
  AF: `
    DZ Algeria
    AO Angola
    BJ Benin
    BW Botswana
    BF Burkina Faso
    BI Burundi
    CM Cameroon
    CV Cape Verde
    CF Central African Republic
    TD Chad
    KM Comoros
    CG Congo
    CD DR Congo
    DJ Djibouti
    EG Egypt
    GQ Equatorial Guinea
    ER Eritrea
    SZ Eswatini
    ET Ethiopia
    GA Gabon
    GM Gambia
    GH Ghana
    GN Guinea
    GW Guinea-Bissau
    CI Ivory Coast
    KE Kenya
    LS Lesotho
    LR Liberia
    LY Libya
    MG Madagascar
    MW Malawi
    ML Mali
    MR Mauritania
    MU Mauritius
    YT Mayotte
    MA Morocco
    MZ Mozambique
    NA Namibia
    NE Niger
    NG Nigeria
    RE Réunion
    RW Rwanda
    SH Saint Helena
    ST São Tomé and Príncipe
    SN Senegal
    SC Seychelles
    SL Sierra Leone
    SO Somalia
    ZA South Africa
    SS South Sudan
    SD Sudan
    TZ Tanzania
    TG Togo
    TN Tunisia
    UG Uganda
    EH Western Sahara
    ZM Zambia
    ZW Zimbabwe
  `,
  AS: `
    AF Afghanistan
    AM Armenia
    AZ Azerbaijan
    BH Bahrain
    BD Bangladesh
    BT Bhutan
    IO British Indian Ocean Territory
    BN Brunei
    KH Cambodia
    CN China
    CX Christmas Island
    CC Cocos Islands
    GE Georgia
    HK Hong Kong
    IN India
    ID Indonesia
    IR Iran
    IQ Iraq
    IL Israel
    JP Japan
    JO Jordan
    KZ Kazakhstan
    KW Kuwait
    KG Kyrgyzstan
    LA Laos
    LB Lebanon
    MO Macau
    MY Malaysia
    MV Maldives
    MN Mongolia
    MM Myanmar
    NP Nepal
    KP North Korea
    OM Oman
    PK Pakistan
    PS Palestine
    PH Philippines
    QA Qatar
    SA Saudi Arabia
    SG Singapore
    KR South Korea
    LK Sri Lanka
    SY Syria
    TW Taiwan
    TJ Tajikistan
    TH Thailand
    TL Timor-Leste
    TR Türkiye
    TM Turkmenistan
    AE United Arab Emirates
    UZ Uzbekistan
    VN Vietnam
    YE Yemen
  `,
  EU: `
    AX Åland
    AL Albania
    AD Andorra
    AT Austria
    BY Belarus
    BE Belgium
    BA Bosnia and Herzegovina
    BG Bulgaria
    HR Croatia
    CY Cyprus
    CZ Czechia
    DK Denmark
    EE Estonia
    FO Faroe Islands
    FI Finland
    FR France
    DE Germany
    GI Gibraltar
    GR Greece
    GG Guernsey
    HU Hungary
    IS Iceland
    IE Ireland
    IM Isle of Man
    IT Italy
    JE Jersey
    XK Kosovo
    LV Latvia
    LI Liechtenstein
    LT Lithuania
    LU Luxembourg
    MT Malta
    MD Moldova
    MC Monaco
    ME Montenegro
    NL Netherlands
    MK North Macedonia
    NO Norway
    PL Poland
    PT Portugal
    RO Romania
    RU Russia
    SM San Marino
    RS Serbia
    SK Slovakia
    SI Slovenia
    ES Spain
    SJ Svalbard and Jan Mayen
    SE Sweden
    CH Switzerland
    UA Ukraine
    GB United Kingdom
    VA Vatican City
  `,
  NA: `
    AI Anguilla
    AG Antigua and Barbuda
    AW Aruba
    BS Bahamas
    BB Barbados
    BZ Belize
    BM Bermuda
    BQ Caribbean Netherlands
    CA Canada
    KY Cayman Islands
    CR Costa Rica
    CU Cuba
    CW Curaçao
    DM Dominica
    DO Dominican Republic
    SV El Salvador
    GL Greenland
    GD Grenada
    GP Guadeloupe
    GT Guatemala
    HT Haiti
    HN Honduras
    JM Jamaica
    MQ Martinique
    MX Mexico
    MS Montserrat
    NI Nicaragua
    PA Panama
    PR Puerto Rico
    BL Saint Barthélemy
    KN Saint Kitts and Nevis
    LC Saint Lucia
    MF Saint Martin
    PM Saint Pierre and Miquelon
    VC Saint Vincent and the Grenadines
    SX Sint Maarten
    TT Trinidad and Tobago
    TC Turks and Caicos Islands
    US United States
    VG British Virgin Islands
    VI US Virgin Islands
  `,
  OC: `
    AS American Samoa
    AU Australia
    CK Cook Islands
    FJ Fiji
    PF French Polynesia
    GU Guam
    KI Kiribati
    MH Marshall Islands
    FM Micronesia
    NR Nauru
    NC New Caledonia
    NZ New Zealand
    NU Niue
    NF Norfolk Island
    MP Northern Mariana Islands
    PW Palau
    PG Papua New Guinea
    PN Pitcairn Islands
    WS Samoa
    SB Solomon Islands
    TK Tokelau
    TO Tonga
    TV Tuvalu
    UM US Minor Outlying Islands
    VU Vanuatu
    WF Wallis and Futuna
  `,
  SA: `
    AR Argentina
    BO Bolivia
    BR Brazil
    CL Chile
    CO Colombia
    EC Ecuador
    FK Falkland Islands
    GF French Guiana
    GY Guyana
    PY Paraguay
    PE Peru
    SR Suriname
    UY Uruguay
    VE Venezuela
  `,
  none: `
    AQ Antarctica
    BV Bouvet Island
    GS South Georgia and the South Sandwich Islands
    HM Heard and McDonald Islands
    TF French Southern Territories
  `,
};

/** Slugs of countries that were named otherwise when they got them. */
const SLUGS: Readonly<Record<string, string>> = { TR: 'turkey' };

export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  title: string;
  slug: string;
  continent: ContinentCode | undefined;
}

/** Every country and territory of ISO 3166-1, and Kosovo, in order of title. */
export const COUNTRIES: readonly Country[] = Object.entries(TITLES)
  .flatMap(([continent, lines]) =>
    lines
      .trim()
      .split('\n')
      .map((line) => line.trim())
      .map((line) => ({
        code: line.slice(0, 2),
        title: line.slice(3),
        slug: SLUGS[line.slice(0, 2)] ?? slugOf(line.slice(3)),
        continent: continent === 'none' ? undefined : (continent as ContinentCode),
      })),
  )
  .sort((a, b) => (a.slug < b.slug ? -1 : 1));
