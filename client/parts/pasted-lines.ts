/** More would take the server's budget for minutes. */
const MOST = 500;

/** The lines of a pasted text, one name each, without what is empty; at most 500. */
export const pastedLines = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MOST);
