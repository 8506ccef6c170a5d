import type { Meter } from '../measure/meter.ts';

/**
 * Delivery lag in one room: from a guess's send to the arrival of its event at each other member. The event may arrive
 * before the guesser's answer tells which `seq` it got, so both sides are kept in rings of the newest.
 */
export interface DeliveryLag {
  /** The guess sent at `sentAt` became event `seq`. */
  sent(seq: number, sentAt: number): void;
  arrived(seq: number): void;
}

const SIZE = 256;

export function createDeliveryLag(meter: Meter): DeliveryLag {
  const sentSeq = new Int32Array(SIZE).fill(-1);
  const sentAt = new Float64Array(SIZE);
  /** Arrivals that came before the answer, as seq and time. */
  let early: { seq: number; at: number }[] = [];
  return {
    sent(seq, at) {
      sentSeq[seq % SIZE] = seq;
      sentAt[seq % SIZE] = at;
      if (early.length === 0) return;
      for (const arrival of early) if (arrival.seq === seq) meter.lagged(arrival.at - at);
      // An event nobody here sent would stay for ever: only the newest are kept.
      early = early.filter((arrival) => arrival.seq !== seq).slice(-SIZE);
    },
    arrived(seq) {
      const at = performance.now();
      if (sentSeq[seq % SIZE] === seq) meter.lagged(at - sentAt[seq % SIZE]!);
      else if (early.length < SIZE) early.push({ seq, at });
    },
  };
}
