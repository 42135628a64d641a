import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

/** What everything done for one request, event or task has in common: told in logs, carried by outbox rows. */
export interface Invocation {
  readonly requestId: string;
  /** W3C trace context: `00-<trace id>-<parent id>-<flags>`. */
  readonly traceparent: string;
  actorId?: number;
}

const storage = new AsyncLocalStorage<Invocation>();

/** Runs `work` as a part of `invocation`. */
export function within<T>(invocation: Invocation, work: () => Promise<T>): Promise<T> {
  return storage.run(invocation, work);
}

/** The invocation under way, if there is one. */
export function invocation(): Invocation | undefined {
  return storage.getStore();
}

const traceparentPattern = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Goes on with the caller's trace where its header is valid, else begins one. */
export function continueTrace(header: string | undefined): string {
  const random = randomBytes(24).toString("hex");
  const trace =
    header !== undefined && traceparentPattern.test(header) ? header.slice(3, 35) : random.slice(16);
  return `00-${trace}-${random.slice(0, 16)}-01`;
}
