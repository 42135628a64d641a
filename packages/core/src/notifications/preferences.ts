import { DomainError, type FieldError } from "@smartcourse/contracts/errors";
import {
  type DigestChoice,
  channels,
  kinds,
  notificationKinds,
} from "@smartcourse/contracts/notifications/kinds";
import type { Preferences, UpdatePreferencesBody } from "@smartcourse/contracts/notifications/schemas";
import { isWanted, muting } from "./notices.ts";

/** What the store has of a person; null: she has changed nothing. */
interface Settings {
  readonly email: string;
  readonly muted: readonly string[] | null;
  readonly digest: DigestChoice | null;
  readonly time_zone: string | null;
  readonly reason: "bounce" | "complaint" | null;
  readonly suppressed_at: string | null;
}

/** How a person is told of what. By default of everything, through both channels, at once. */
export function preferencesOf({ email, muted, digest, time_zone, ...address }: Settings): Preferences {
  const choice = (kind: (typeof kinds)[number]) => ({
    email: isWanted(muted ?? [], kind, "email"),
    in_app: isWanted(muted ?? [], kind, "in_app"),
  });
  return {
    kinds: Object.fromEntries(kinds.map((kind) => [kind, choice(kind)])) as Preferences["kinds"],
    digest: digest ?? "off",
    time_zone: time_zone ?? "UTC",
    address: { email, reason: address.reason, undeliverable_since: address.suppressed_at },
  };
}

/** What is muted after a change. @throws DomainError notification.essential */
export function changeMuted(
  muted: readonly string[],
  change: NonNullable<UpdatePreferencesBody["kinds"]>,
): string[] {
  refuseEssential(change);
  const result = new Set(muted);
  for (const kind of kinds) {
    for (const channel of channels) {
      const wanted = change[kind]?.[channel];
      if (wanted === true) result.delete(muting(kind, channel));
      if (wanted === false) result.add(muting(kind, channel));
    }
  }
  return [...result];
}

function refuseEssential(change: NonNullable<UpdatePreferencesBody["kinds"]>): void {
  const errors: FieldError[] = kinds
    .filter((kind) => notificationKinds[kind].essential && change[kind]?.in_app === false)
    .map((kind) => ({ field: `kinds.${kind}.in_app`, message: "cannot be turned off" }));
  const [first] = errors;
  if (first === undefined) return;
  throw new DomainError(
    "notification.essential",
    `${first.field} cannot be turned off: you would miss what you have to act on. Its mail can`,
    { errors },
  );
}
