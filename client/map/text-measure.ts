/** Measures text as the map sets it. Widths are kept: the same names are measured at every redraw. */
export interface TextMeasure {
  /** px, without tracking. */
  label: (text: string, size: number) => number;
  water: (text: string, size: number) => number;
}

/** Where there is no canvas (a test's DOM), an average letter of the face is this wide, em. */
const LETTER = 0.52;

/** @param face the value of `--face` */
export function createTextMeasure(face: string): TextMeasure {
  const context = document.createElement('canvas').getContext('2d');
  const kept = new Map<string, number>();
  // Widths grow linearly with the size, so each text is measured once, at 100 px.
  const widthAt = (style: string, text: string, size: number): number => {
    const key = `${style} ${text}`;
    let width = kept.get(key);
    if (width === undefined) {
      if (context) {
        context.font = `${style} 100px ${face}`;
        width = context.measureText(text).width / 100;
      } else width = text.length * LETTER;
      kept.set(key, width);
    }
    return width * size;
  };
  return {
    label: (text, size) => widthAt('570', text, size),
    water: (text, size) => widthAt('italic 500', text, size),
  };
}
