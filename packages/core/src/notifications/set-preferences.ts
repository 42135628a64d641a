import { DomainError } from "@smartcourse/contracts/errors";
import type { Preferences, UpdatePreferencesBody } from "@smartcourse/contracts/notifications/schemas";
import type { Tx } from "@smartcourse/platform/postgres";
import { takeDigestItems } from "./digest-store.ts";
import { queueMails } from "./mails-store.ts";
import { changeMuted, preferencesOf } from "./preferences.ts";
import * as store from "./settings-store.ts";

/**
 * Changes how a person is told. Whoever wants no digest any more gets what waited for it as mails of their own.
 * @throws DomainError notification.essential, request.invalid for a time zone that is none
 */
export async function setPreferences(
  tx: Tx,
  userId: number,
  { kinds = {}, digest, time_zone }: UpdatePreferencesBody,
): Promise<Preferences> {
  if (time_zone !== undefined) await requireTimeZone(tx, time_zone);
  const before = await store.lockSettings(tx, userId);
  await store.saveSettings(tx, userId, {
    muted: changeMuted(before.muted, kinds),
    digest: digest ?? before.digest,
    time_zone: time_zone ?? before.time_zone,
  });
  if (digest === "off") await mailWhatWaited(tx, userId);
  return preferencesOf(await store.readSettings(tx, userId));
}

async function mailWhatWaited(tx: Tx, userId: number): Promise<void> {
  const items = await takeDigestItems(tx, [userId]);
  await queueMails(
    tx,
    items.map(({ event_id, kind, data }) => ({ userId, eventId: event_id, kind, data })),
  );
}

/** Digests are timed by Postgres, and their words by Node: a zone is good that both know. */
async function requireTimeZone(tx: Tx, name: string): Promise<void> {
  if (isKnownHere(name) && (await store.isTimeZone(tx, name))) return;
  const message = "must be the IANA name of a time zone, such as Europe/Vienna";
  throw new DomainError("request.invalid", `time_zone: ${message}`, {
    errors: [{ field: "time_zone", message }],
  });
}

function isKnownHere(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false; // that is how Intl says no
  }
}
