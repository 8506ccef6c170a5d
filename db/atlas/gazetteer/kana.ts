/** Hepburn romanisation of katakana, a syllable an entry: of two signs first. */
const ROWS = `
ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to
ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo
ラ ra リ ri ル ru レ re ロ ro ワ wa ヰ i ヱ e ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo
ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu ー -
キャ kya キュ kyu キョ kyo シャ sha シュ shu ショ sho チャ cha チュ chu チョ cho ニャ nya ニュ nyu ニョ nyo
ヒャ hya ヒュ hyu ヒョ hyo ミャ mya ミュ myu ミョ myo リャ rya リュ ryu リョ ryo ギャ gya ギュ gyu ギョ gyo
ジャ ja ジュ ju ジョ jo ビャ bya ビュ byu ビョ byo ピャ pya ピュ pyu ピョ pyo`
  .trim()
  .split(/\s+/);

const SYLLABLES = new Map<string, string>();
for (let i = 0; i < ROWS.length; i += 2) SYLLABLES.set(ROWS[i]!, ROWS[i + 1]!);

/** Katakana in Latin letters, long vowels written twice; signs that it does not know stay. */
export function romanise(katakana: string): string {
  let latin = '';
  let isDouble = false;
  for (let i = 0; i < katakana.length;) {
    const sign = SYLLABLES.has(katakana.slice(i, i + 2)) ? katakana.slice(i, i + 2) : katakana.charAt(i);
    i += sign.length;
    if (sign === 'ッ') {
      isDouble = true;
      continue;
    }
    const syllable = SYLLABLES.get(sign) ?? sign;
    latin += syllable === '-' ? latin.slice(-1) : isDouble ? syllable.charAt(0) + syllable : syllable;
    isDouble = false;
  }
  return latin;
}
