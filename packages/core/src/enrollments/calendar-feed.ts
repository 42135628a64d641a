import { createHash, randomBytes } from "node:crypto";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { datedItems, toICalendar } from "./calendar.ts";
import * as store from "./calendar-store.ts";

const tokenBytes = 32;

/** Gives a student's calendar a new secret, which is told here and never again. */
export async function rotateCalendar(
  tx: Tx,
  studentId: number,
): Promise<{ token: string; created_at: string }> {
  const token = randomBytes(tokenBytes).toString("base64url");
  const { created_at } = await store.replaceFeed(tx, studentId, hashOf(token));
  return { token, created_at };
}

/** A student's dates, to whoever has the secret. @throws DomainError calendar.not_found */
export async function readCalendar(db: Db, token: string): Promise<{ text: string; tag: string }> {
  const studentId = await store.findFeedOwner(db, hashOf(token));
  if (studentId === undefined) {
    throw new DomainError(
      "calendar.not_found",
      "This address is of no calendar, or of one whose address was changed: get it with POST /enrollments/calendar",
    );
  }
  const [read, awaited] = await Promise.all([
    store.listCoursesRead(db, studentId),
    store.listCoursesAwaited(db, studentId),
  ]);
  const text = toICalendar(datedItems(read, awaited));
  return { text, tag: createHash("sha256").update(text).digest("base64url") };
}

/** It is random and long, so a plain hash is enough: nothing can be guessed from it. */
function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
