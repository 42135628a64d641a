import type { CloudEvent } from "@smartcourse/contracts/cloud-event";

/** An event as it leaves: without who did it and how we trace it, which is nobody's outside. */
export function outwardBody({ actor: _actor, traceparent: _traceparent, ...event }: CloudEvent): string {
  return JSON.stringify(event);
}
