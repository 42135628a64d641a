import * as z from "zod";
import { DomainError } from "@smartcourse/contracts/errors";
import { Id } from "@smartcourse/contracts/shared-schemas";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import { certificateNotFound, toCertificate } from "./certificate.ts";
import { findIssued, listIssued } from "./certificate-store.ts";

/** A certificate, for everybody who knows its id. @throws DomainError certificate.not_found */
export async function readCertificate(db: Db, id: string) {
  const certificate = await findIssued(db, id);
  if (certificate === undefined) throw certificateNotFound();
  return certificate;
}

/** One that stands. @throws DomainError certificate.not_found, certificate.revoked */
export async function readStanding(db: Db, id: string) {
  const certificate = await readCertificate(db, id);
  const { revoked_at, revocation_reason } = certificate;
  if (revoked_at === null) return certificate;
  throw new DomainError("certificate.revoked", `The certificate was revoked: ${revocation_reason}`, {
    extensions: { revoked_at, revocation_reason },
  });
}

const Position = z.object({ number: Id });

/** A page of a student's certificates, newest first. @throws DomainError request.invalid for a cursor of another list */
export async function listCertificates(
  db: Db,
  studentId: number,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
) {
  const before = decodeCursor(cursor, Position)?.number;
  const rows = await listIssued(db, { studentId, before }, limit);
  const { items, next_cursor } = toPage(rows, limit, ({ number }) => ({ number }));
  return { items: items.map(toCertificate), next_cursor };
}
