import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { objectExists } from "@smartcourse/platform/s3";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type SagaPlatform, openSagaPlatform } from "../../support/saga-platform.ts";
import { type ZipPart, writeZip } from "../../support/write-zip.ts";
import { importToTheEnd } from "./fixtures.ts";

let platform: SagaPlatform;
let eve: Person;

beforeAll(async () => {
  platform = await openSagaPlatform();
  eve = await registerAndLogin("instructor");
});
afterAll(() => platform.close());

const page: ZipPart = { path: "a.md", content: "# A\n\nText." };
const notes = "# Notes";
const material = {
  path: "notes.md",
  title: "Notes",
  filename: "notes.md",
  content_type: "text/markdown",
  size_bytes: notes.length,
  sha256: createHash("sha256").update(notes).digest("hex"),
};
const withManifest = (change: object, more: ZipPart[] = [{ path: "notes.md", content: notes }]) => {
  const manifest = {
    format: "smartcourse.course",
    schema_version: 1,
    course: { title: "Bees" },
    modules: [],
  };
  return writeZip([
    { path: "manifest.json", content: JSON.stringify({ ...manifest, materials: [material], ...change }) },
    ...more,
  ]);
};

/** Says of the first entry that it was packed on Unix, as a file of that mode. */
function withMode(zip: Uint8Array, mode: number): Uint8Array {
  const bytes = Buffer.from(zip);
  const at = bytes.indexOf("PK\x01\x02");
  bytes.writeUInt8(3, at + 5);
  bytes.writeUInt32LE(mode * 0x10000, at + 38);
  return bytes;
}

/** With one byte of the first file's contents turned over. */
function damaged(zip: Uint8Array): Uint8Array {
  const bytes = Buffer.from(zip);
  const at = 30 + "a.md".length + 3;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  return bytes;
}

const refusals: readonly (readonly [what: string, bytes: Uint8Array, field: string, message: RegExp])[] = [
  ["what is no ZIP", Buffer.from("This is no archive at all, but a letter."), "archive", /is not a ZIP/],
  ["a ZIP that is cut off", writeZip([page]).slice(0, -30), "archive", /is not a ZIP, or is damaged/],
  [
    "a way out of the folder",
    writeZip([page, { path: "../../etc/passwd", content: "x" }]),
    "../../etc/passwd",
    /not a plain path/,
  ],
  ["an absolute path", writeZip([{ path: "/a.md", content: "x" }]), "/a.md", /not a plain path/],
  ["a file that is there twice", writeZip([page, page]), "a.md", /2 times/],
  ["a symbolic link", withMode(writeZip([page]), 0o120777), "a.md", /symbolic link/],
  ["a device", withMode(writeZip([page]), 0o020666), "a.md", /neither a file nor a folder/],
  [
    "a bomb",
    writeZip([{ path: "a.md", content: Buffer.alloc(20 * 1024 * 1024, "a") }]),
    "a.md",
    /no document/,
  ],
  ["a file that unpacks to more than it says", writeZip([{ ...page, says: { size: 4 } }]), "a.md", /damaged/],
  ["a wrong checksum", writeZip([{ ...page, says: { checksum: 1 } }]), "a.md", /damaged/],
  ["damaged contents", damaged(writeZip([page])), "a.md", /damaged/],
  ["a password", writeZip([{ ...page, says: { encrypted: true } }]), "a.md", /password/],
  [
    "nothing to learn",
    writeZip([{ path: "a.exe", content: "MZ" }]),
    "archive",
    /neither a manifest.json nor/,
  ],
  [
    "Markdown that is no text",
    writeZip([{ path: "a.md", content: Buffer.from("ff00", "hex") }]),
    "a.md",
    /UTF-8/,
  ],
  [
    "a manifest that is no JSON",
    writeZip([{ path: "manifest.json", content: "{" }]),
    "manifest.json",
    /JSON/,
  ],
  ["a newer manifest", withManifest({ schema_version: 7 }), "manifest.json: schema_version", /is 7/],
  ["a wrong field", withManifest({ course: { title: "" } }), "manifest.json: course.title", /empty/],
  ["a missing file", withManifest({}, []), "manifest.json: materials.0.path", /no such file/],
  [
    "a file other than the manifest says",
    withManifest({}, [{ path: "notes.md", content: "# nOTES" }]),
    "notes.md",
    /has the SHA-256 [0-9a-f]{64}, not/,
  ],
];

it.concurrent.each(refusals)(
  "refuses %s, says why, and makes nothing of it",
  async (_, bytes, field, message) => {
    const ended = await importToTheEnd(eve, bytes);
    expect(ended).toMatchObject({ status: "failed", course_id: null });
    expect(ended.errors[0]).toMatchObject({ field, message: expect.stringMatching(message) });
    expect(await objectExists(`imports/${ended.id}/course.zip`)).toBe(false);
    const courses = await postgres()
      .selectFrom("courses")
      .select("id")
      .where("instructor_id", "=", eve.id)
      .execute();
    expect(courses).toEqual([]);
  },
);

it("tells everything that is wrong at once", async () => {
  const twoFiles = [
    { path: "notes.md", content: "# nOTES" },
    { path: "more.md", content: "more" },
  ];
  const materials = [material, { ...material, path: "more.md", size_bytes: 4 }];
  const { errors } = await importToTheEnd(eve, withManifest({ materials }, twoFiles));
  expect(errors.map(({ field }: { field: string }) => field)).toEqual(["notes.md", "more.md"]);
});
