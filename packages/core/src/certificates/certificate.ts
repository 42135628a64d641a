import { randomBytes } from "node:crypto";
import { certificatePrefix } from "@smartcourse/contracts/certificates/tasks";
import type { Certificate } from "@smartcourse/contracts/certificates/schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import { env } from "@smartcourse/platform/env";

/** What a certificate says. It was frozen when it was made: nothing that happens later to course or person changes it. */
export interface CertificateRecord {
  readonly id: string;
  readonly number: number;
  readonly student_name: string;
  readonly course_id: number;
  readonly course_title: string;
  readonly instructor_name: string;
  readonly version: number;
  readonly hours: number | null;
  readonly completion_percentage: number;
  readonly completed_at: string;
  readonly made_at: string;
}

/** One that stands, or stood. */
export interface IssuedCertificate extends CertificateRecord {
  readonly issued_at: string;
  readonly revoked_at: string | null;
  readonly revocation_reason: string | null;
}

/** 128 random bits, in hex: an id is found by nobody who was not told it. */
export function newCertificateId(): string {
  return randomBytes(16).toString("hex");
}

/** Where everybody can check a certificate. */
export function certificateAddress(id: string): string {
  return `${env("PUBLIC_API_URL")}/certificates/${id}`;
}

/** Where its PDF lies in the bucket. */
export function pdfKey(id: string): string {
  return `${certificatePrefix}${id}.pdf`;
}

const dates = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** The day of a moment, in UTC: "24 November 2026". */
export function dayOf(moment: string): string {
  return dates.format(new Date(moment));
}

/** "24 November 2026 · 12 hours · 100 % of the course, version 3" */
export function detailsOf(record: CertificateRecord): string {
  const { hours, completion_percentage, version, completed_at } = record;
  return [
    dayOf(completed_at),
    ...(hours === null || hours === 0 ? [] : [`${hours} ${hours === 1 ? "hour" : "hours"}`]),
    `${completion_percentage} % of the course, version ${version}`,
  ].join("  ·  ");
}

/** A certificate as it is shown to everybody. */
export function toCertificate(row: IssuedCertificate): Certificate {
  const url = certificateAddress(row.id);
  const isRevoked = row.revoked_at !== null;
  return {
    ...row,
    status: isRevoked ? "revoked" : "valid",
    url,
    pdf_url: isRevoked ? null : `${url}/pdf`,
    credential_url: `${url}/credential`,
  };
}

/** The same words whatever was asked for: they tell nothing about which ids there are. */
export function certificateNotFound(): DomainError {
  return new DomainError(
    "certificate.not_found",
    "There is no such certificate: compare the address with the one on it, character by character",
  );
}
