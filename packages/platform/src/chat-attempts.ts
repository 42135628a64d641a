import { setTimeout as wait } from "node:timers/promises";

/** How long a provider is waited for. */
export interface Patience {
  readonly attempts: number;
  /** For an attempt's first sign of life, and from one to the next. */
  readonly attemptMs: number;
  /** For all attempts and the waits between them. No attempt begins that could not end within it. */
  readonly totalMs: number;
  /** Before the second attempt; twice as long before each further one, of which a random half to whole is waited. */
  readonly backoffMs: number;
}

/** Aborts its signal where nothing comes for too long, or where whoever asked gives up. */
export interface Watch {
  readonly signal: AbortSignal;
  /** Something came: the clock starts anew. */
  beat(): void;
  /** The clock rests until the next `beat`. */
  pause(): void;
  /** The attempt is over: what is left of it is aborted. */
  end(): void;
  /** Throws where it has aborted. */
  check(): void;
  /** Why it aborted, where it has; else the error itself. */
  explain(error: unknown): unknown;
}

const passing = new Set([408, 409, 425, 429]);

/**
 * Runs `attempt` until it succeeds, with exponential backoff and jitter between attempts. The caller ends the watch of
 * the attempt that succeeded. Throws the last error; at once, where trying again cannot help; the signal's reason when it aborts.
 */
export async function tryAgain<T>(
  patience: Patience,
  signal: AbortSignal,
  attempt: (watch: Watch) => Promise<T>,
): Promise<T> {
  const until = Date.now() + patience.totalMs;
  for (let tried = 1; ; tried += 1) {
    const watch = startWatch(Math.max(1, Math.min(patience.attemptMs, until - Date.now())), signal);
    try {
      return await attempt(watch);
    } catch (thrown) {
      const error = watch.explain(thrown);
      watch.end();
      const pause = patience.backoffMs * 2 ** (tried - 1) * (0.5 + Math.random() / 2);
      const late = Date.now() + pause >= until;
      if (signal.aborted || tried >= patience.attempts || late || !isPassing(error)) throw error;
      await wait(pause, undefined, { signal });
    }
  }
}

function startWatch(ms: number, asked: AbortSignal): Watch {
  const silence = new AbortController();
  const signal = AbortSignal.any([asked, silence.signal]);
  const expire = () => silence.abort(new Error(`The model was silent for ${ms} ms`));
  let timer = setTimeout(expire, ms);
  return {
    signal,
    beat() {
      clearTimeout(timer);
      timer = setTimeout(expire, ms);
    },
    pause: () => clearTimeout(timer),
    end() {
      clearTimeout(timer);
      silence.abort(new Error("The attempt is over"));
    },
    check: () => signal.throwIfAborted(),
    explain: (error) => (signal.aborted ? signal.reason : error),
  };
}

/** The provider's 429 and 5xx, and whatever has no status: the network, or silence. */
function isPassing(error: unknown): boolean {
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  return typeof status !== "number" || status >= 500 || passing.has(status);
}
