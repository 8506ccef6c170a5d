import { StoreUnavailable } from '../store/room-store.ts';

/** Too much waits already: the store was not even asked. */
export class Overloaded extends StoreUnavailable {}
