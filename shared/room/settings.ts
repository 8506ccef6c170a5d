import type { Settings, SettingsInput, SettingsPatch } from '../settings.ts';

/** Fills what a client left out with the defaults of docs/protocol.md. `teams` exists in mode `teams` only, `hostPlays` as `false` only. */
export function completeSettings(input: SettingsInput): Settings {
  const { mode } = input;
  return {
    quiz: input.quiz,
    mode,
    seconds: input.seconds ?? null,
    namesakes: input.namesakes ?? 'largest',
    typos: input.typos ?? (mode === 'solo' ? 'accept' : 'off'),
    minPopulation: input.minPopulation ?? 0,
    maxPlayers: input.maxPlayers ?? 12,
    lateJoin: input.lateJoin ?? true,
    locked: input.locked ?? false,
    ...(mode === 'teams' ? { teams: input.teams ?? 2 } : {}),
    ...(mode !== 'solo' && input.hostPlays === false ? { hostPlays: false } : {}),
  };
}

/** The settings after a change; a mode that has no teams loses them. */
export function changeSettings(settings: Settings, patch: SettingsPatch): Settings {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return completeSettings({ ...settings, ...given });
}

/** A run is ranked when every player met the same rules: no `all`, no accepted typos. */
export const isRanked = (settings: Settings): boolean =>
  settings.namesakes === 'largest' && settings.typos !== 'accept';

/** Whether a find belongs to the whole room (claim, coop, teams) or to its finder alone (solo, race). */
export const isShared = (settings: Settings): boolean =>
  settings.mode === 'claim' || settings.mode === 'coop' || settings.mode === 'teams';
