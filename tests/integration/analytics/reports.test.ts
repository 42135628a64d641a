import { randomBytes, randomInt } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { writeReport } from "@smartcourse/contracts/analytics/tasks";
import { postgres } from "@smartcourse/platform/postgres";
import { s3 } from "@smartcourse/platform/s3";
import { getDocumentProxy, extractText } from "unpdf";
import { beforeAll, describe, expect, it } from "vitest";
import { buildBundles } from "../../../local/bundles/build.ts";
import { buildPaths } from "../../../local/bundles/paths.ts";
import { handler as getReport } from "../../../functions/analytics/get-report.ts";
import { handler as requestReport } from "../../../functions/analytics/request-report.ts";
import { handler as write } from "../../../functions/analytics/write-report.ts";
import { call } from "../../support/call.ts";
import { queuedFor } from "../../support/queued-for.ts";
import { type Person, makeCourse, people, person } from "../enrollments/fixtures.ts";
import { consume, event } from "./fixtures.ts";

let instructor: Person;
let admin: Person;
let students: Person[];
let course: number;

beforeAll(async () => {
  process.env["S3_BUCKET"] = `reports-${randomBytes(6).toString("hex")}`;
  await s3().send(new CreateBucketCommand({ Bucket: process.env["S3_BUCKET"] }));
  const [name, paths] = ["analytics-write-report", buildPaths()];
  await buildBundles({ names: [name] });
  process.env["LAMBDA_TASK_ROOT"] = `${paths.functions}/${name}`;
  [instructor, admin, students] = [
    await person("instructor"),
    await person("admin"),
    await people("student", 60),
  ];
  course = await makeCourse({ instructor, modules: [1, 2, 3, 4] });
  await tell();
});

/** Sixty students, the fewer the further they came; one has a name that a spreadsheet would run. */
async function tell(): Promise<void> {
  const modules = ["Bees", "The hive", "Wintering", "Honey"].map((title, at) => ({ id: at + 1, title }));
  const published = { course_id: course, instructor_id: instructor.id, title: "Sets", version: 1, modules };
  await consume(event("course.published", { ...published, published_at: "2026-01-01T00:00:00Z" }, 2));
  await postgres()
    .updateTable("courses")
    .set({ title: "Keeping bees, Żółć und Μέλι" })
    .where("id", "=", course)
    .execute();
  for (const [at, { id }] of students.entries()) {
    const name =
      at === 0 ? `=HYPERLINK("http://evil.example","Click")` : `Student ${at}, "the ${at}th" Ångström`;
    await postgres().updateTable("users").set({ display_name: name }).where("id", "=", id).execute();
    const subject = {
      enrollment_id: randomInt(1e9),
      student_id: id,
      course_id: course,
      version: 1,
      attempt: 1,
    };
    const day = String(1 + (at % 28)).padStart(2, "0");
    const enrolled_at = `2026-02-${day}T10:00:00.000Z`;
    await consume(event("student.enrolled", { ...subject, enrolled_at }, 2));
    const done = Math.min(4, Math.floor(at / 12));
    if (done > 0) {
      const position = {
        completion_percentage: done * 25,
        completed_modules: [1, 2, 3, 4].slice(0, done),
        next_module_id: done === 4 ? null : done + 1,
      };
      await consume(
        event(
          "progress.updated",
          { ...subject, module_id: done, ...position, updated_at: `2026-03-${day}T10:00:00.000Z` },
          3,
        ),
      );
    }
    if (done === 4) {
      const end = { enrolled_at, completed_at: `2026-03-${day}T11:00:00.000Z`, duration_days: 28 };
      await consume(event("course.completed", { ...subject, ...end }, 4));
    }
  }
}

const request = (body: object, { token }: Person = instructor) => call(requestReport, { token, body });
const read = (id: string, { token }: Person = instructor) => call(getReport, { token, params: { id } });

/** Asks for a report, has its task do its work, and downloads the file. */
async function obtain(body: object, by: Person = instructor) {
  const { status, body: asked } = await request(body, by);
  expect({ status, state: asked.status }).toEqual({ status: 202, state: "pending" });
  for (const message of await queuedFor(writeReport, `report:${asked.id}`)) {
    expect(await write(message)).toEqual({ batchItemFailures: [] });
  }
  const { body: written } = await read(asked.id, by);
  const reply = await fetch(written.url);
  return { written, bytes: new Uint8Array(await reply.arrayBuffer()), reply };
}

describe("a report as CSV", () => {
  const filters = () => ({ course_id: course });

  it("has every student of the course, one a line, and nothing that a spreadsheet runs", async () => {
    const { written, bytes, reply } = await obtain({
      kind: "course_enrollments",
      format: "csv",
      filters: filters(),
    });
    expect(written).toMatchObject({ status: "succeeded", row_count: 60, size_bytes: bytes.length });
    expect(reply.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    const lines = new TextDecoder().decode(bytes).trim().split("\r\n");
    expect(lines).toHaveLength(61);
    expect(lines[0]).toBe(
      "student_id,name,status,completion_percentage,modules_done,enrolled_at,last_activity_at,completed_at,at_risk",
    );
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"",""Click"")",active,0,0`);
    expect(lines[60]).toContain(`"Student 59, ""the 59th"" Ångström",completed,100,4`);
  });

  it("has those alone who stand as was asked", async () => {
    const body = {
      kind: "course_enrollments",
      format: "csv",
      filters: { ...filters(), status: "completed" },
    };
    expect((await obtain(body)).written.row_count).toBe(12);
  });

  it("has the completions of a period, in their order", async () => {
    const period = { from: "2026-03-21", to: "2026-03-31" };
    const { written, bytes } = await obtain({ kind: "completions", format: "csv", filters: period });
    const lines = new TextDecoder().decode(bytes).trim().split("\r\n").slice(1);
    expect(lines).toHaveLength(written.row_count);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.map((line) => line.slice(0, 10))).toEqual(lines.map((line) => line.slice(0, 10)).toSorted());
  });
});

describe("a report as PDF", () => {
  const bodies = () => [
    { kind: "course_enrollments", format: "pdf", filters: { course_id: course } },
    {
      kind: "course_summary",
      format: "pdf",
      filters: { course_id: course, from: "2026-02-01", to: "2026-03-31" },
    },
    { kind: "completions", format: "pdf", filters: { from: "2026-03-01", to: "2026-03-31" } },
    { kind: "platform_summary", format: "pdf", filters: { from: "2026-02-01", to: "2026-04-30" } },
  ];

  it.each([0, 1, 2, 3])("has figures, a chart and the rows: %i", async (which) => {
    const body = bodies()[which] ?? {};
    const { written, bytes } = await obtain(body, which === 3 ? admin : instructor);
    expect(written).toMatchObject({ status: "succeeded", size_bytes: bytes.length });
    if (process.env["KEEP_REPORTS"] !== undefined)
      await writeFile(`${process.env["KEEP_REPORTS"]}/${which}.pdf`, bytes);
    const { text, totalPages } = await extractText(await getDocumentProxy(bytes), { mergePages: true });
    expect(totalPages).toBe([2, 1, 1, 3][which]);
    expect(text).toContain(["Student 59", "Wintering", "Keeping bees, Żółć und Μέλι", "2026-04-30"][which]);
    expect(text).toContain(`page 1 of ${totalPages}`);
  });
});

describe("a report is its owner's", () => {
  it("and nobody else hears of it", async () => {
    const { body } = await request({ kind: "course_summary", format: "csv", filters: { course_id: course } });
    expect(await read(body.id, admin)).toMatchObject({ status: 404, body: { code: "report.not_found" } });
    expect(await read(body.id)).toMatchObject({ status: 200, body: { status: "pending", url: null } });
  });

  it("and of what she may see: her courses, the platform for admins, students nothing", async () => {
    const other = await person("instructor");
    const ofCourse = { kind: "course_enrollments", format: "csv", filters: { course_id: course } };
    expect(await request(ofCourse, other)).toMatchObject({ status: 404, body: { code: "course.not_found" } });
    const ofPlatform = { kind: "platform_summary", format: "csv" };
    expect(await request(ofPlatform)).toMatchObject({ status: 403, body: { code: "auth.role" } });
    expect(await request(ofCourse, students[0])).toMatchObject({ status: 403, body: { code: "auth.role" } });
  });

  it("and is refused by the field's name where it cannot be", async () => {
    const filters = { course_id: course, from: "2026-03-02", to: "2026-03-01" };
    expect(await request({ kind: "course_summary", format: "pdf", filters })).toMatchObject({
      status: 400,
      body: { code: "request.invalid", errors: [{ field: "filters.from" }] },
    });
    expect(await request({ kind: "course_summary", format: "docx", filters })).toMatchObject({
      status: 400,
      body: { errors: [{ field: "format" }] },
    });
  });
});
