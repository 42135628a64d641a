import { certificateRevoked } from "@smartcourse/contracts/certificates/events";
import { writeAudit } from "@smartcourse/platform/audit";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { type IssuedCertificate, certificateNotFound } from "./certificate.ts";
import * as store from "./certificate-store.ts";

/**
 * Takes a certificate back, for good: by its course's instructor or an admin. One that was revoked before stays as it is, with
 * the reason that was given first. @throws DomainError certificate.not_found
 */
export async function revokeCertificate(
  tx: Tx,
  id: string,
  actor: Actor,
  reason: string,
): Promise<IssuedCertificate> {
  const certificate = await store.lockIssued(tx, id);
  const isAllowed = actor.role === "admin" || actor.id === certificate?.instructor_id;
  if (certificate === undefined || !isAllowed) throw certificateNotFound();
  return certificate.revoked_at === null ? revoke(tx, id, actor, reason) : certificate;
}

async function revoke(tx: Tx, id: string, actor: Actor, reason: string): Promise<IssuedCertificate> {
  const revoked = await store.markRevoked(tx, id, { reason, by: actor.id });
  const { enrollment_id, student_id, course_id, revoked_at } = revoked;
  await writeAudit(tx, {
    actorId: actor.id,
    action: "certificate.revoked",
    subject: `certificate:${id}`,
    details: { reason, enrollment_id },
  });
  const revision = await store.countChange(tx, enrollment_id);
  const subject = { certificate_id: id, enrollment_id, student_id, course_id };
  await emit(tx, certificateRevoked, { ...subject, reason, revoked_at }, revision);
  return revoked;
}
