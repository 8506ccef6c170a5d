/** Whether the pointer itself moved: a page that changes under a pointer at rest tells of it as well, and means nothing. */
export const hasMoved = ({ movementX, movementY }: Pick<PointerEvent, 'movementX' | 'movementY'>): boolean =>
  movementX !== 0 || movementY !== 0;
