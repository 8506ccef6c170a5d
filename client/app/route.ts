import { isRoomCode, normaliseCode } from '../../shared/ids.ts';

/** Every place of the app that has an address. */
export type Route =
  | { name: 'home' }
  | { name: 'quizzes' }
  | { name: 'quiz'; slug: string }
  | { name: 'play'; roomId: string }
  | { name: 'room'; roomId: string; big: boolean }
  /** An address of a room whose code is none. */
  | { name: 'badCode'; code: string }
  | { name: 'run'; runId: string }
  | { name: 'link'; token: string }
  | { name: 'help' }
  | { name: 'lost' };

/** The route of an address. `/play/new` is a solo game that the server has not answered for yet. */
export function routeOf(path: string, query = ''): Route {
  const [first = '', second, ...rest] = path.split('/').filter(Boolean).map(decode);
  if (rest.length > 0) return { name: 'lost' };
  if (second === undefined) {
    switch (first) {
      case '':
        return { name: 'home' };
      case 'quizzes':
        return { name: 'quizzes' };
      case 'help':
        return { name: 'help' };
      default:
        return { name: 'lost' };
    }
  }
  switch (first) {
    case 'quiz':
      return { name: 'quiz', slug: second };
    case 'play':
      return { name: 'play', roomId: second };
    case 'r': {
      const roomId = normaliseCode(second);
      if (!isRoomCode(roomId)) return { name: 'badCode', code: second };
      return { name: 'room', roomId, big: new URLSearchParams(query).has('big') };
    }
    case 'run':
      return { name: 'run', runId: second };
    case 'link':
      return { name: 'link', token: second };
    default:
      return { name: 'lost' };
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
