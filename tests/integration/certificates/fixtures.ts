import { randomBytes } from "node:crypto";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { issueCertificate } from "@smartcourse/contracts/certificates/tasks";
import { postgres } from "@smartcourse/platform/postgres";
import { s3 } from "@smartcourse/platform/s3";
import { keySettings, newCertificateKey } from "../../../local/platform/signing-key.ts";
import { handler as issue } from "../../../functions/certificates/issue-certificate.ts";
import { handler as updateMe } from "../../../functions/auth/update-me.ts";
import { call } from "../../support/call.ts";
import { issuingRoot } from "../../support/certificate-fonts.ts";
import { queuedFor } from "../../support/queued-for.ts";
import { type Person, enrolQuietly, makeCourse, person } from "../enrollments/fixtures.ts";
import { finish, report } from "../enrollments/student-actions.ts";

/** As verifiers see us. */
export const origin = "https://api.smartcourse.example";

/** A bucket, a key and the fonts, for this file alone. Before anything is signed. */
export async function prepareIssuing(): Promise<void> {
  const { privateKey, publicKeys } = keySettings(newCertificateKey());
  Object.assign(process.env, {
    PUBLIC_API_URL: origin,
    CERTIFICATE_PRIVATE_KEY: privateKey,
    CERTIFICATE_PUBLIC_KEYS: publicKeys,
    S3_BUCKET: `certificates-${randomBytes(6).toString("hex")}`,
  });
  await s3().send(new CreateBucketCommand({ Bucket: process.env["S3_BUCKET"] }));
  process.env["LAMBDA_TASK_ROOT"] = await issuingRoot();
}

interface Story {
  readonly student: Person;
  readonly instructor: Person;
  readonly course: number;
  readonly enrollment: number;
}

/** A student who has completed a course; nothing has been issued yet. */
export async function completeCourse(
  names: { student?: string; instructor?: string; course?: string; hours?: number; by?: Person } = {},
): Promise<Story> {
  const [student, instructor] = [names.by ?? (await person("student")), await person("instructor")];
  await rename(student, names.student ?? "Zoë Ångström");
  await rename(instructor, names.instructor ?? "Karl von Frisch");
  const course = await makeCourse({ instructor, modules: [1] });
  const facts = {
    title: names.course ?? "Foundations of Beekeeping",
    total_duration_hours: names.hours ?? 12.5,
  };
  await postgres().updateTable("courses").set(facts).where("id", "=", course).execute();
  const enrollment = await enrolQuietly(student, course);
  await report(student, enrollment, [1]);
  const { status } = await finish(student, enrollment);
  if (status !== 200) throw new Error(`completing answered ${status}`);
  return { student, instructor, course, enrollment };
}

export async function rename({ token }: Person, display_name: string): Promise<void> {
  const { status } = await call(updateMe, { token, body: { display_name } });
  if (status !== 200) throw new Error(`the name was answered with ${status}`);
}

/** The task's message, as its function gets it. */
export async function messageOf(enrollment: number) {
  const messages = await queuedFor(issueCertificate, `enrollment:${enrollment}`);
  const [message] = messages;
  if (message === undefined || messages.length > 1) throw new Error(`${messages.length} tasks were queued`);
  return message;
}

export function certificateOf(enrollment: number) {
  return postgres()
    .selectFrom("certificates")
    .selectAll()
    .where("enrollment_id", "=", enrollment)
    .executeTakeFirstOrThrow();
}

/** A completed course whose certificate is issued. */
export async function issued(names: Parameters<typeof completeCourse>[0] = {}) {
  const story = await completeCourse(names);
  const { batchItemFailures } = await issue(await messageOf(story.enrollment));
  if (batchItemFailures.length > 0) throw new Error("issuing failed: its log tells why");
  return { ...story, id: (await certificateOf(story.enrollment)).id };
}
