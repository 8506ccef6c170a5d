/** Letters and figures of a room code that nobody confuses: no 0 O 1 I L. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const CODE_LENGTH = 6;

const CODE = new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`);
/** 128 bits, base64url: solo games cannot be guessed. */
const SOLO_ID = /^[A-Za-z0-9_-]{22}$/;

export const isRoomCode = (text: string): boolean => CODE.test(text);
export const isRoomId = (text: string): boolean => CODE.test(text) || SOLO_ID.test(text);

/** A run's id as clients may send it: base64url. */
export const RUN_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** What a person typed as a code, made canonical: upper case, without spaces and dashes. */
export const normaliseCode = (text: string): string => text.toUpperCase().replace(/[\s-]/g, '');

/** A room code from uniform random bytes; a byte that would bias the choice is passed over. At least 16 bytes are wanted. */
export function roomCodeFrom(bytes: Uint8Array): string {
  const fair = 256 - (256 % CODE_ALPHABET.length);
  let code = '';
  for (const byte of bytes) {
    if (byte < fair && code.length < CODE_LENGTH) code += CODE_ALPHABET[byte % CODE_ALPHABET.length]!;
  }
  if (code.length < CODE_LENGTH) throw new RangeError('not enough random bytes for a room code');
  return code;
}
