/**
 * Finds out whether this node would hear what others send. A subscription owes no answers, so that a connection which swallows
 * everything looks like a quiet one: the node sends itself a word again and again, and makes the subscription again when it hears none.
 */
export interface SubscriptionCheck {
  /** The word has come. */
  heard(): void;
  stop(): void;
}

export interface SubscriptionCheckOptions {
  /** Sends the word, if it can. */
  send: () => void;
  /** Makes the subscription again. */
  reconnect: () => void;
  everyMs: number;
  /** The longest that no word is heard. */
  silenceMs: number;
}

/** Begins at once. */
export function checkSubscription(options: SubscriptionCheckOptions): SubscriptionCheck {
  const { send, reconnect, everyMs, silenceMs } = options;
  /** Counted, not measured: in a pause of this process nothing could be heard. */
  let unheard = 0;
  const timer = setInterval(() => {
    if (unheard * everyMs >= silenceMs) {
      unheard = 0;
      reconnect();
    }
    unheard += 1;
    send();
  }, everyMs);
  timer.unref();
  return {
    heard() {
      unheard = 0;
    },
    stop: () => clearInterval(timer),
  };
}
