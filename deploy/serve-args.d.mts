export const SERVER_MAIN: string;
export const SERVE_ARGS: readonly string[];
