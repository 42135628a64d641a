import { getDocumentProxy, getMeta, extractText } from "unpdf";
import { beforeAll, describe, expect, test } from "vitest";
import { issueCertificate } from "@smartcourse/core/certificates/issue-certificate";
import { postgres } from "@smartcourse/platform/postgres";
import { getObject } from "@smartcourse/platform/s3";
import { handler as getCertificate } from "../../../functions/certificates/get-certificate.ts";
import { handler as getPdf } from "../../../functions/certificates/get-pdf.ts";
import { handler as issue } from "../../../functions/certificates/issue-certificate.ts";
import { handler as listCertificates } from "../../../functions/certificates/list-certificates.ts";
import { handler as getEnrollment } from "../../../functions/enrollments/get-enrollment.ts";
import { call } from "../../support/call.ts";
import { readQrOfPdf } from "../../support/read-qr.ts";
import { eventTypesOf, eventsOf, person } from "../enrollments/fixtures.ts";
import { finish } from "../enrollments/student-actions.ts";
import {
  certificateOf,
  completeCourse,
  issued,
  messageOf,
  origin,
  prepareIssuing,
  rename,
} from "./fixtures.ts";

beforeAll(prepareIssuing);

const read = async (id: string) => (await call(getCertificate, { params: { id } })).body;

test("completing a course brings a certificate that says what was so then", async () => {
  const { id, student, enrollment, course } = await issued();
  const { attempt, made_at: _, ...certificate } = await certificateOf(enrollment);
  expect(attempt).toBe(1);
  expect(await read(id)).toEqual({
    id,
    status: "valid",
    student_name: "Zoë Ångström",
    course_id: course,
    course_title: "Foundations of Beekeeping",
    instructor_name: "Karl von Frisch",
    version: 1,
    hours: 12.5,
    completion_percentage: 100,
    completed_at: certificate.completed_at,
    issued_at: certificate.issued_at,
    revoked_at: null,
    revocation_reason: null,
    url: `${origin}/certificates/${id}`,
    pdf_url: `${origin}/certificates/${id}/pdf`,
    credential_url: `${origin}/certificates/${id}/credential`,
  });
  const shown = await call(getEnrollment, { params: { id: enrollment }, token: student.token });
  expect(shown.body.certificate_id).toBe(id);
  expect((await eventsOf(enrollment)).at(-1)).toMatchObject({
    type: "certificate.issued",
    data: { certificate_id: id, enrollment_id: enrollment, student_id: student.id, course_id: course },
  });
});

test("a person without a name of her own is shown by her username", async () => {
  const { id, student } = await issued();
  const other = await completeCourse({ by: student });
  await postgres().updateTable("users").set({ display_name: null }).where("id", "=", student.id).execute();
  await issue(await messageOf(other.enrollment));
  expect((await certificateOf(other.enrollment)).student_name).toMatch(/^p[0-9a-f-]{36}$/);
  expect((await read(id)).student_name).toBe("Zoë Ångström");
});

describe("once", () => {
  test("however often and however simultaneously the task is delivered, and the course completed", async () => {
    const { enrollment, student } = await completeCourse();
    const message = await messageOf(enrollment);
    await Promise.all([issue(message), issue(message), issue(message)]);
    const { id, credential } = await certificateOf(enrollment);
    await finish(student, enrollment);
    await issue(await messageOf(enrollment));
    expect(await certificateOf(enrollment)).toMatchObject({ id, credential });
    const told = (await eventTypesOf(enrollment)).filter((type) => type === "certificate.issued");
    expect(told).toHaveLength(1);
  });

  test("and what is renamed later does not change it", async () => {
    const { id, enrollment, student, instructor, course } = await issued();
    const [before, pdf] = [await read(id), await getObject(`certificates/${id}.pdf`)];
    await rename(student, "Somebody Else");
    await rename(instructor, "Nobody");
    await postgres().updateTable("courses").set({ title: "Another" }).where("id", "=", course).execute();
    await issue(await messageOf(enrollment));
    expect(await read(id)).toEqual(before);
    expect(await getObject(`certificates/${id}.pdf`)).toEqual(pdf);
  });

  test("and nothing of an attempt that was not completed", async () => {
    const { enrollment } = await completeCourse();
    await issueCertificate(postgres(), { enrollment_id: enrollment, attempt: 2 });
    await expect(certificateOf(enrollment)).rejects.toThrow("no result");
  });
});

test("while the store refuses the file there is no certificate; the next try brings the one that was begun", async () => {
  const { enrollment, student } = await completeCourse();
  const bucket = process.env["S3_BUCKET"];
  process.env["S3_BUCKET"] = "there-is-no-such-bucket";
  const failing = issueCertificate(postgres(), { enrollment_id: enrollment, attempt: 1 });
  await expect(failing).rejects.toThrow("bucket");
  process.env["S3_BUCKET"] = bucket;
  const { id } = await certificateOf(enrollment);
  expect((await call(getCertificate, { params: { id } })).status).toBe(404);
  expect((await call(listCertificates, { token: student.token })).body.items).toEqual([]);
  await rename(student, "Named Later");
  expect(await issue(await messageOf(enrollment))).toEqual({ batchItemFailures: [] });
  expect(await read(id)).toMatchObject({ id, student_name: "Zoë Ångström" });
});

describe("the PDF", () => {
  const download = async (id: string) => {
    const { status, headers } = await call(getPdf, { params: { id } });
    expect({ status, cache: headers["cache-control"] }).toEqual({ status: 302, cache: "no-store" });
    const reply = await fetch(headers["location"] ?? "");
    expect(reply.headers.get("content-type")).toBe("application/pdf");
    expect(reply.headers.get("content-disposition")).toBe(`inline; filename="certificate-${id}.pdf"`);
    return new Uint8Array(await reply.arrayBuffer());
  };

  test("is one page that another reader reads, with a code that another decoder reads", async () => {
    const { id } = await issued({
      student: "Łukasz Đặng",
      instructor: "Ειρήνη Δούκα",
      course: "Основы химии",
    });
    const bytes = await download(id);
    expect(readQrOfPdf(bytes)).toBe(`${origin}/certificates/${id}`);
    const pdf = await getDocumentProxy(bytes);
    const { text, totalPages } = await extractText(pdf, { mergePages: true });
    expect(totalPages).toBe(1);
    for (const piece of [
      "Łukasz Đặng",
      "Основы химии",
      "Ειρήνη Δούκα",
      "12.5 hours",
      id,
      `${origin}/certificates/${id}`,
    ]) {
      expect(text).toContain(piece);
    }
    const { info } = await getMeta(pdf);
    expect(info).toMatchObject({ Title: "Certificate of completion: Основы химии", Language: "en" });
  });
});

test("a student's certificates come page by page, newest first, and nobody else's", async () => {
  const student = await person("student");
  const ids: string[] = [];
  for (const course of ["First", "Second", "Third"]) ids.unshift((await issued({ by: student, course })).id);
  await issued();
  const page = async (query: Record<string, string>) =>
    (await call(listCertificates, { token: student.token, query })).body;
  const first = await page({ limit: "2" });
  const second = await page({ limit: "2", cursor: first.next_cursor });
  expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(ids);
  expect(second.next_cursor).toBeNull();
});

test("nothing takes a certificate along: who and what it is about stays", async () => {
  const { student, course, enrollment } = await issued();
  for (const [table, id] of [
    ["users", student.id],
    ["courses", course],
    ["enrollments", enrollment],
  ] as const) {
    const removal = postgres().deleteFrom(table).where("id", "=", id).execute();
    await expect(removal).rejects.toThrow("foreign key");
  }
});
