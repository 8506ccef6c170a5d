export type KeyMove =
  { type: 'pan'; dx: number; dy: number } | { type: 'zoom'; factor: number } | { type: 'fit' };

/** What of a keyboard event decides. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** px that an arrow moves the map. */
const STEP = 80;
const ZOOM = 1.6;

/** What a key does on the focused map; null for keys that are not the map's, and with any modifier but Shift. */
export function keyMove({ key, ctrlKey, metaKey, altKey }: KeyPress): KeyMove | null {
  if (ctrlKey || metaKey || altKey) return null;
  switch (key) {
    case 'ArrowLeft':
      return { type: 'pan', dx: STEP, dy: 0 };
    case 'ArrowRight':
      return { type: 'pan', dx: -STEP, dy: 0 };
    case 'ArrowUp':
      return { type: 'pan', dx: 0, dy: STEP };
    case 'ArrowDown':
      return { type: 'pan', dx: 0, dy: -STEP };
    case '+':
    case '=':
      return { type: 'zoom', factor: ZOOM };
    case '-':
    case '_':
      return { type: 'zoom', factor: 1 / ZOOM };
    case '0':
      return { type: 'fit' };
    default:
      return null;
  }
}
