import type { Role } from "@smartcourse/contracts/define";
import { DomainError } from "@smartcourse/contracts/errors";
import { accountEvents } from "@smartcourse/contracts/webhooks/event-types";

/**
 * Those who teach are told of their courses; what happens to accounts is for admins.
 * @throws DomainError webhook.events_not_open, with the types that are not open
 */
export function requireOpenEvents(role: Role, events: readonly string[]): void {
  if (role === "admin") return;
  const closed = events.filter((type) => accountEvents.some((event) => event.type === type));
  if (closed.length === 0) return;
  throw new DomainError("webhook.events_not_open", `Only admins are told of ${closed.join(", ")}`, {
    errors: [{ field: "events", message: `only admins are told of ${closed.join(", ")}` }],
    extensions: { closed },
  });
}
