import { createHash } from "node:crypto";
import { env } from "@smartcourse/platform/env";
import { type CertificateRecord, certificateAddress, detailsOf } from "./certificate.ts";
import { badgeContexts, issuerProfile } from "./issuer.ts";
import { statusEntry } from "./status-list.ts";

/** The schema that Open Badges 3.0 names for its credentials, and how it is to be read. */
const schema = {
  id: "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
  type: "1EdTechJsonSchemaValidator2019",
};

/**
 * The claims of a certificate's credential: an Open Badges 3.0 AchievementCredential with the claims that its VC-JWT form asks
 * for (sections 8.2.4 and 8.2.6). It follows from the record alone: to sign it twice is to sign the same.
 */
export function credentialClaims(record: CertificateRecord, email: string) {
  const id = certificateAddress(record.id);
  const validFrom = Math.floor(Date.parse(record.made_at) / 1000);
  const { description: _, ...issuer } = issuerProfile();
  const subject = achievementSubject(record, email);
  return {
    "@context": badgeContexts,
    id,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: record.course_title,
    issuer,
    validFrom: inSeconds(validFrom),
    awardedDate: inSeconds(Date.parse(record.completed_at) / 1000),
    credentialSubject: subject,
    credentialStatus: statusEntry(record.number),
    credentialSchema: [schema],
    iss: issuer.id,
    jti: id,
    sub: subject.id,
    nbf: validFrom,
  };
}

function achievementSubject(record: CertificateRecord, email: string) {
  const achievement = achievementOf(record);
  return {
    // A name for her in this credential alone: two of them cannot be brought together by it.
    id: `${certificateAddress(record.id)}#holder`,
    type: ["AchievementSubject"],
    identifier: [emailIdentity(email, record.id), nameIdentity(record.student_name)],
    activityEndDate: inSeconds(Date.parse(record.completed_at) / 1000),
    narrative: `${detailsOf(record)}  ·  instructor: ${record.instructor_name}`,
    achievement,
    result: achievement.resultDescription.map((description) => ({
      type: ["Result"],
      resultDescription: description.id,
      value: String(record.completion_percentage),
    })),
  };
}

function achievementOf({ course_id, course_title, version }: CertificateRecord) {
  const id = `${env("PUBLIC_API_URL")}/courses/${course_id}#version-${version}`;
  return {
    id,
    type: ["Achievement"],
    achievementType: "CertificateOfCompletion",
    name: course_title,
    description: `Completion of the course “${course_title}” on SmartCourse.`,
    criteria: { narrative: "Everything that the course asks for its completion was done." },
    version: String(version),
    resultDescription: [
      {
        id: `${id}-completion`,
        type: ["ResultDescription"],
        name: "How much of the course was done",
        resultType: "Percent",
        valueMin: "0",
        valueMax: "100",
      },
    ],
  };
}

/** An address that can be confirmed by who knows it and read by nobody: hashed with a salt, as IdentityObject has it. */
function emailIdentity(email: string, salt: string) {
  const digest = createHash("sha256").update(`${email}${salt}`).digest("hex");
  return {
    type: "IdentityObject",
    hashed: true,
    identityHash: `sha256$${digest}`,
    identityType: "emailAddress",
    salt,
  };
}

function nameIdentity(name: string) {
  return { type: "IdentityObject", hashed: false, identityHash: name, identityType: "ext:name" };
}

/** A moment in UTC, to the second: as `nbf` has it. */
function inSeconds(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().replace(".000Z", "Z");
}
