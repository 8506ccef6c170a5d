import type { QuizMap } from '../../shared/catalogue/quiz-map.ts';
import type { Quiz } from '../../shared/catalogue/quiz.ts';
import type { MapCity, MapMode } from './city.ts';

/** What the map is given. */
export interface MapProps {
  quiz: Quiz;
  /** The quiz's map file; null while it is on its way, or if it never comes: dots and graticule show anyway. */
  topology: QuizMap | null;
  /** Everything to show as found. Replace the array to change it. */
  cities: readonly MapCity[];
  missed?: readonly MapCity[];
  /** Found just now (or named again): each id new to this list is ringed and labelled once. */
  justFound?: readonly number[];
  /** Pointed at elsewhere, in the list. */
  highlighted?: number | null;
  /** Share 0…1 of each region's people that is named. */
  tint?: ReadonlyMap<string, number> | undefined;
  /** Regions of which every city is found: the border of each one added is drawn once. */
  completed?: readonly string[];
  mode?: MapMode;
  projector?: boolean;
  /** Given where the whole earth is shown and may be drawn in the other way: flat, or as a globe. */
  onreshape?: (() => void) | undefined;
  onhover?: (id: number | null) => void;
  onselect?: (id: number) => void;
  /** A press, drag or key on the map is over: the field may take the focus back. */
  onrelease?: () => void;
}
