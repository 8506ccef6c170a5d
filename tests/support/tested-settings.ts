const { FAST_PATH } = process.env;

/** Settings that `npm run prove` gives to every server that a test starts. */
export const TESTED_SETTINGS: Record<string, string> = FAST_PATH === undefined ? {} : { FAST_PATH };
