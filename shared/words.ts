/** Closed lists of the protocol, free of any schema library so that the page can use them. */
export const MODES = ['solo', 'race', 'claim', 'coop', 'teams'] as const;

export const EMOTES = ['wave', 'clap', 'laugh', 'wow', 'think', 'sad', 'fire', 'hurry'] as const;

/** How a credited city's name was said: by itself and meant first, meant after others of the name, or with where it is. */
export const SAID = ['bare', 'repeated', 'qualified'] as const;

export const OUTCOMES = [
  'found',
  'already',
  'taken',
  'part',
  'ambiguous',
  'outside',
  'near',
  'unknown',
] as const;

/** Additions to protocol 1, as `welcome.features` lists them: what they bring may be used only where the server names it. */
export const FEATURES = ['covers', 'byMs', 'link', 'view', 'runId', 'typing', 'hostPlays', 'again'] as const;
