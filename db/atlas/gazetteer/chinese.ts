import { Converter } from 'opencc-js';

/** The package's own declarations lack the extensions that Node needs to resolve them. */
type Convert = (text: string) => string;

const CONVERTERS = [
  Converter({ from: 't', to: 'cn' }) as Convert,
  Converter({ from: 'jp', to: 'cn' }) as Convert,
  Converter({ from: 'cn', to: 't' }) as Convert,
  Converter({ from: 'cn', to: 'tw' }) as Convert,
];

/** A name in Chinese characters in the other ways to write them: traditional, simplified, of Taiwan. */
export function chineseVariants(name: string): string[] {
  return [...new Set(CONVERTERS.map((convert) => convert(name)))].filter((variant) => variant !== name);
}
