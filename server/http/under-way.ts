import type { RequestHandler } from 'express';
import type { Limits } from '../../shared/limits.ts';
import { sendProblem } from './problem.ts';

/** Lets only so many requests be under way at once, each until its answer is made: how fast that is read is its reader's business. */
export function boundUnderWay({ httpUnderWay }: Pick<Limits, 'httpUnderWay'>): RequestHandler {
  let underWay = 0;
  return (_request, response, next) => {
    if (underWay >= httpUnderWay) {
      sendProblem(response, 'overloaded');
      return;
    }
    underWay += 1;
    let isOver = false;
    const finish = (): void => {
      if (!isOver) underWay -= 1;
      isOver = true;
    };
    response.once('prefinish', finish);
    // Its sender has gone before.
    response.once('close', finish);
    next();
  };
}
