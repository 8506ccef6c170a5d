/** Whether this node is on its way out: then it lets nobody in, and says so to balancers. */
export interface Draining {
  isDraining: () => boolean;
  begin(): void;
}

export function createDraining(): Draining {
  let draining = false;
  return {
    isDraining: () => draining,
    begin() {
      draining = true;
    },
  };
}
