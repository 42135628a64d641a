import type { RateLimit } from "@smartcourse/contracts/define";
import type { WindowCount } from "./rate-limit.ts";

/** Requests of one caller in one window that Redis counted before they came. With the window they end. */
interface Lease {
  /** What Redis had counted when it was last asked, all that is leased included. */
  readonly counted: WindowCount;
  readonly spent: number;
  left: number;
  /** Whether another lease is on its way: one at a time is taken. */
  asked: boolean;
}

const mostLeases = 10_000;
/** A lease is at most this share of what is left to the caller, and of what the caller has asked for here. */
const shareOfLeft = 1 / 20;
const shareOfSpent = 1 / 2;

/**
 * What one process may let pass without asking Redis, because it had it counted in advance (decision 22). A limit is never
 * passed, for nothing passes that was not counted. Whoever is refused has made two thirds of her requests at the least, for
 * what is counted in vain is at most half of what was asked for; and a limit of 20 or less knows no leases.
 */
export class LimitLeases {
  readonly #leases = new Map<string, Lease>();

  /** Lets a request pass that was counted before, and answers with the count as it then is. `window`: where it is counted. */
  spend(window: string): WindowCount | undefined {
    const lease = this.#leases.get(window);
    if (lease === undefined || lease.left === 0) return undefined;
    lease.left -= 1;
    return { current: lease.counted.current - lease.left, previous: lease.counted.previous };
  }

  /**
   * How many requests to have counted in advance, beside the one that is asked for. None once half of the limit is used up:
   * from there on each is counted as it comes.
   */
  sizeFor(window: string, { limit }: RateLimit): number {
    const lease = this.#leases.get(window);
    if (lease === undefined || lease.asked) return 0;
    const left = limit - lease.counted.current - lease.counted.previous;
    if (left * 2 < limit) return 0;
    const size = Math.floor(Math.min(lease.spent * shareOfSpent, left * shareOfLeft));
    lease.asked = size > 0;
    return size;
  }

  /**
   * Keeps what Redis counted, `size` requests of it in advance. Answers with the count without those: no request is refused
   * for the lease that is taken with it.
   */
  keep(window: string, counted: WindowCount, size: number, { limit }: RateLimit): WindowCount {
    if (this.#leases.size > mostLeases) this.#leases.clear();
    const { spent, left, asked } = this.#leases.get(window) ?? { spent: 0, left: 0, asked: false };
    const fits = counted.current + counted.previous <= limit;
    this.#leases.set(window, {
      counted,
      spent: spent + 1 + size,
      left: left + (fits ? size : 0),
      asked: size === 0 && asked,
    });
    return { current: counted.current - size, previous: counted.previous };
  }
}

export const limitLeases = new LimitLeases();
