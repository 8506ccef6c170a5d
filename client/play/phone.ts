/** A phone on its side, keyboard shut or open: the layout of its own in Play.svelte has the same query. */
export const SIDEWAYS = '(min-width: 568px) and (max-width: 1023px) and (max-height: 480px)';

/** Where a game is laid out for a phone. */
export const PHONE = `(max-width: 767px), ${SIDEWAYS}`;
