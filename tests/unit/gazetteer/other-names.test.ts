import { describe, expect, it } from 'vitest';
import { romanise } from '../../../db/atlas/gazetteer/kana.ts';
import { nameCapitals, nameCities } from '../../../db/atlas/gazetteer/name-cities.ts';
import type { Place } from '../../../db/atlas/gazetteer/place.ts';
import { keysOf } from '../../../db/atlas/gazetteer/posting.ts';
import { nameByReading } from '../../../db/atlas/gazetteer/read-name.ts';
import { readCapitalNames } from '../../../db/atlas/gazetteer/readers/capital-names.ts';
import { readChina } from '../../../db/atlas/gazetteer/readers/china.ts';
import { readJapan } from '../../../db/atlas/gazetteer/readers/japan.ts';
import { ALTERNATE } from '../../../shared/gazetteer/likelihood.ts';

const placeOf = (change: Partial<Place>): Place => ({
  id: 1,
  display: 'Town',
  names: [change.display ?? 'Town'],
  alternates: [],
  lat: 0,
  lon: 0,
  feature: 'PPL',
  country: 'JP',
  region: 'JP.10',
  districts: [],
  population: 1000,
  flags: 0,
  ...change,
});

const NOTHING = {
  countries: new Set<string>(),
  country: () => new Set<string>(),
  english: () => new Set<string>(),
  region: () => new Set<string>(),
  regionsOf: () => new Set<string>(),
};

describe('municipalities in their own script', () => {
  it('romanises katakana as signposts do, but for long vowels', () => {
    expect(['マエバシ', 'チョウシ', 'フッサ', 'ジョウエツ', 'リョウツ'].map(romanise)).toEqual([
      'maebashi',
      'choushi',
      'fussa',
      'jouetsu',
      'ryoutsu',
    ]);
  });

  it('reads towns of Japan without their county and their kind, and no wards', () => {
    const rows = readJapan(
      {
        city: {
          '10344': ['北群馬郡榛東村', 'ｷﾀｸﾞﾝﾏｸﾞﾝｼﾝﾄｳﾑﾗ'],
          '10201': ['前橋市', 'ﾏｴﾊﾞｼｼ'],
          '01101': ['札幌市中央区', 'ｻｯﾎﾟﾛｼﾁｭｳｵｳｸ'],
        },
      },
      { pref: { '10': ['群馬県', 'ｸﾞﾝﾏｹﾝ'], '01': ['北海道', 'ﾎｯｶｲﾄﾞｳ'] } },
    );
    expect(rows).toEqual([
      {
        country: 'JP',
        region: '群馬県',
        readings: ['maebashi', 'maebashishi'],
        names: ['前橋市', '前橋', 'マエバシ', 'マエバシシ'],
      },
      {
        country: 'JP',
        region: '群馬県',
        readings: ['shintou', 'shintoumura'],
        names: ['榛東村', '榛東', 'シントウ', 'シントウムラ'],
      },
    ]);
  });

  it('reads cities and counties of China, and no districts of cities', () => {
    const script = [
      '110000: "\\u5317\\u4EAC\\u5E02"',
      '110105: "\\u671D\\u9633\\u533A"',
      '320000: "\\u6C5F\\u82CF\\u7701"',
      '321300: "\\u5BBF\\u8FC1\\u5E02"',
      '321322: "\\u6CAD\\u9633\\u53BF"',
    ].join(',\n');
    expect(readChina(script)).toEqual([
      { country: 'CN', region: '江苏省', readings: ['suqian', 'suqianshi'], names: ['宿迁市', '宿迁'] },
      { country: 'CN', region: '江苏省', readings: ['shuyang', 'shuyangxian'], names: ['沭阳县', '沭阳'] },
    ]);
  });

  it('names the largest place of that reading in the unit, each place once, sections never', () => {
    const section = placeOf({ id: 1, display: 'Shintō', feature: 'PPLX', population: 9000 });
    const elsewhere = placeOf({ id: 2, display: 'Shinto', region: 'JP.11', population: 8000 });
    const large = placeOf({ id: 3, display: 'Shintō-mura', population: 7000 });
    const small = placeOf({ id: 4, display: 'Shintou', population: 600 });
    const row = { country: 'JP', region: 'x', readings: ['shintou', 'shintoumura'], names: ['榛東'] };
    const rows = [row, { ...row, names: ['新堂'] }, { ...row, names: ['神童'] }];
    expect(nameByReading([section, elsewhere, large, small], rows, () => 'JP.10')).toBe(2);
    expect([section, elsewhere, large, small].map(({ otherNames }) => otherNames)).toEqual([
      undefined,
      undefined,
      ['榛東'],
      ['新堂'],
    ]);
  });
});

describe('names in other languages', () => {
  const london = (): Place => placeOf({ id: 7, display: 'London', country: 'GB', population: 9_000_000 });

  it('are read from the table of capitals, the usual one first', () => {
    expect(readCapitalNames('# what\nGB\tLondon\tpt=Londres\the=לונדון/לונדן\tzh-TW=倫敦\n')).toEqual([
      {
        country: 'GB',
        name: 'London',
        localised: { pt: 'Londres', he: 'לונדון' },
        names: ['Londres', 'לונדון', 'לונדן', '倫敦'],
      },
    ]);
    expect(() => readCapitalNames('GB\tLondon\n')).toThrow('Line 1');
    expect(() => readCapitalNames('GB\tLondon\tpt=Londres/\n')).toThrow('Line 1');
  });

  it('go to the largest place of the name in the country, and leave shown names that it has', () => {
    const small = placeOf({ id: 8, display: 'London', country: 'GB' });
    const large = { ...london(), localised: { pt: 'Londres' } };
    const capital = {
      country: 'GB',
      name: 'London',
      localised: { pt: 'Londinium', he: 'לונדון' },
      names: ['Londyn'],
    };
    expect(nameCapitals([small, large], [capital, { ...capital, country: 'CA' }])).toBe(1);
    expect(large).toMatchObject({ localised: { pt: 'Londres', he: 'לונדון' }, otherNames: ['Londyn'] });
    expect(small.otherNames).toBeUndefined();
  });

  it('count as alternates, however little they sound like the name', () => {
    const place = london();
    const city = {
      names: ['London'],
      lat: 0,
      lon: 0,
      country: 'GB',
      localised: {},
      all: ['Лондон', 'Rānana'],
    };
    expect(nameCities([place], [city])).toBe(1);
    const keys = keysOf(place, NOTHING);
    expect([keys.get('лондон'), keys.get('ranana')]).toEqual([ALTERNATE, ALTERNATE]);
  });
});
