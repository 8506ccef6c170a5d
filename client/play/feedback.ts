import type { Preferences } from '../state/preferences.svelte.ts';

type Outcome = string;

/** Hz and seconds of the short notes: a find rises, everything else is one low tick. */
const FOUND = [
  [660, 0],
  [880, 0.07],
] as const;
const MISS = [[220, 0]] as const;

/** Sound and vibration for what a guess came to; silent until a person asks for them. */
export function createFeedback(
  preferences: Pick<Preferences, 'hasSound' | 'vibrates'>,
): (outcome: Outcome) => void {
  let audio: AudioContext | null = null;
  return (outcome) => {
    const isFound = outcome === 'found';
    if (preferences.vibrates && 'vibrate' in navigator) navigator.vibrate(isFound ? 12 : [8, 40, 8]);
    if (!preferences.hasSound) return;
    audio ??= new AudioContext();
    for (const [hz, delay] of isFound ? FOUND : MISS) {
      const start = audio.currentTime + delay;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = hz;
      volume.gain.setValueAtTime(0.05, start);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.12);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + 0.13);
    }
  };
}
