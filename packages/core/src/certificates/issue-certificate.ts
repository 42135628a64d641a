import { join } from "node:path";
import { certificateIssued } from "@smartcourse/contracts/certificates/events";
import { signCredential } from "@smartcourse/platform/credential-keys";
import { env } from "@smartcourse/platform/env";
import { emit } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { putObject } from "@smartcourse/platform/s3";
import { newCertificateId, pdfKey } from "./certificate.ts";
import * as store from "./certificate-store.ts";
import { credentialClaims } from "./credential.ts";
import { renderCertificate } from "./pdf/render-certificate.ts";

/**
 * Issues the certificate of a completed attempt: what it says is frozen first, then its PDF is stored and its credential
 * signed, and then it stands. Safe to run again and at once with itself: what is made twice is the same, and one is told of it.
 */
export async function issueCertificate(db: Db, attempt: store.CompletedAttempt): Promise<void> {
  await store.makeCertificate(db, attempt, newCertificateId());
  const made = await store.findMade(db, attempt);
  if (made === undefined || made.issued_at !== null) return;
  const pdf = await renderCertificate(made, join(env("LAMBDA_TASK_ROOT"), "assets"));
  await putObject(pdfKey(made.id), pdf, "application/pdf");
  const credential = await signCredential(credentialClaims(made, made.email));
  await db.transaction().execute((tx) => issue(tx, made.id, credential));
}

async function issue(tx: Tx, id: string, credential: string): Promise<void> {
  const issued = await store.markIssued(tx, id, credential);
  if (issued === undefined) return;
  const { enrollment_id, student_id, course_id, issued_at } = issued;
  const revision = await store.countChange(tx, enrollment_id);
  const subject = { certificate_id: id, enrollment_id, student_id, course_id };
  await emit(tx, certificateIssued, { ...subject, issued_at }, revision);
}
