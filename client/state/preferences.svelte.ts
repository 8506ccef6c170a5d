import type { Storage } from './storage.ts';

export const THEMES = ['system', 'day', 'night'] as const;
export type Theme = (typeof THEMES)[number];

/** How the whole earth is drawn: flat, or as a globe that turns to each find. */
const WORLD_SHAPES = ['flat', 'globe'] as const;
export type WorldShape = (typeof WORLD_SHAPES)[number];

const KEY = 'preferences';

/** What a person set on this machine. Sound and vibration are off until asked for. */
export class Preferences {
  theme: Theme = $state('system');
  hasSound = $state(false);
  vibrates = $state(false);
  isLeftHanded = $state(false);
  /** Names are taken while they are typed, without Enter. */
  takesTyped = $state(false);
  worldShape: WorldShape = $state('flat');

  #storage: Storage;
  #root: HTMLElement;

  constructor(storage: Storage, root: HTMLElement) {
    this.#storage = storage;
    this.#root = root;
    const stored = (storage.get(KEY) ?? {}) as Record<string, unknown>;
    const theme = THEMES.find((name) => name === stored['theme']);
    if (theme) this.theme = theme;
    this.hasSound = stored['hasSound'] === true;
    this.vibrates = stored['vibrates'] === true;
    this.isLeftHanded = stored['isLeftHanded'] === true;
    this.takesTyped = stored['takesTyped'] === true;
    this.worldShape = WORLD_SHAPES.find((name) => name === stored['worldShape']) ?? 'flat';
    this.#show();
  }

  set(
    change: Partial<
      Pick<Preferences, 'theme' | 'hasSound' | 'vibrates' | 'isLeftHanded' | 'takesTyped' | 'worldShape'>
    >,
  ): void {
    if (change.theme) this.theme = change.theme;
    if (change.hasSound !== undefined) this.hasSound = change.hasSound;
    if (change.vibrates !== undefined) this.vibrates = change.vibrates;
    if (change.isLeftHanded !== undefined) this.isLeftHanded = change.isLeftHanded;
    if (change.takesTyped !== undefined) this.takesTyped = change.takesTyped;
    if (change.worldShape) this.worldShape = change.worldShape;
    const { theme, hasSound, vibrates, isLeftHanded, takesTyped, worldShape } = this;
    this.#storage.set(KEY, { theme, hasSound, vibrates, isLeftHanded, takesTyped, worldShape });
    this.#show();
  }

  #show(): void {
    if (this.theme === 'system') delete this.#root.dataset['theme'];
    else this.#root.dataset['theme'] = this.theme;
    this.#root.classList.toggle('left-handed', this.isLeftHanded);
  }
}
