import { join } from "node:path";
import fc from "fast-check";
import { getDocumentProxy } from "unpdf";
import { beforeAll, expect, test, vi } from "vitest";
import type { CertificateRecord } from "@smartcourse/core/certificates/certificate";
import { renderCertificate } from "@smartcourse/core/certificates/pdf/render-certificate";
import { layOut } from "@smartcourse/core/certificates/pdf/text-runs";
import { Typefaces } from "@smartcourse/core/certificates/pdf/typefaces";
import { issuingRoot } from "../../support/certificate-fonts.ts";

const record: CertificateRecord = {
  id: "3f9a1c0be27d44d08a6c5e91b7f20d36",
  number: 7,
  student_name: "Ada Lovelace",
  course_id: 12,
  course_title: "Foundations of Beekeeping",
  instructor_name: "Karl von Frisch",
  version: 3,
  hours: 12.5,
  completion_percentage: 100,
  completed_at: "2026-11-24T10:00:00.000Z",
  made_at: "2026-11-24T10:00:01.000Z",
};
/** Inside of the inner rule, in points. */
const inside = { left: 41, right: 841.89 - 41, bottom: 41, top: 595.28 - 41 };

let fonts: string;

beforeAll(async () => {
  vi.stubEnv("PUBLIC_API_URL", "https://api.smartcourse.example");
  fonts = join(await issuingRoot(), "assets");
});

/** The pieces of text on the page, as pdf.js reads them: where each begins and ends. */
async function piecesOf(change: Partial<CertificateRecord>) {
  const pdf = await getDocumentProxy(
    new Uint8Array(await renderCertificate({ ...record, ...change }, fonts)),
  );
  expect(pdf.numPages).toBe(1);
  const { items } = await (await pdf.getPage(1)).getTextContent();
  return items.flatMap((item) => {
    if (!("str" in item) || item.str.trim() === "") return [];
    const [left, baseline] = [Number(item.transform[4]), Number(item.transform[5])];
    return [{ text: item.str, left, baseline, right: left + item.width, size: item.height }];
  });
}
const textOf = async (change: Partial<CertificateRecord>) =>
  (await piecesOf(change)).map(({ text }) => text).join(" ");

test.each([
  ["Latin", "Łukasz Đặng Nguyễn-Þórsdóttir"],
  ["Greek", "Ειρήνη Παπαδοπούλου"],
  ["Cyrillic", "Щербаков Їжакевич"],
  ["Georgian", "საქართველო"],
  ["Armenian", "Հայաստան"],
  ["Chinese", "毛澤東"],
  ["Japanese", "みやざき ハヤオ"],
  ["Korean", "김철수"],
])("a name in %s is set in a font that has it, and can be selected", async (_, student_name) => {
  expect(await textOf({ student_name })).toContain(student_name);
});

test("where no font has a script, the certificate says where the name stands", async () => {
  const text = await textOf({ student_name: "สมชาย ใจดี" });
  expect(text).toContain("as named at the address below");
  expect(text).toContain("Verify at https://api.smartcourse.example/certificates/");
});

test.each([
  ["שלום Ada (2026) עולם", ["עולם", " ", "Ada (2026)", "שלום "]],
  ["Ada שלום עולם Lovelace", ["Ada ", "שלום עולם", " ", "Lovelace"]],
  ["محمد (علي) Ali", ["Ali", " (", "علي", ")", "محمد "]],
])("what is written from right to left stands in its order among the rest: %s", (line, expected) => {
  const runs = layOut(line, "regular", new Typefaces(fonts));
  expect(runs?.map(({ text }) => text)).toEqual(expected);
});

test("no name, title or teacher is too long for the page", async () => {
  const words = (most: number) =>
    fc
      .array(
        fc.string({ unit: fc.constantFrom("W", "i", "ß", "Щ", "字", "ω"), minLength: 1, maxLength: 40 }),
        {
          minLength: 1,
          maxLength: 20,
        },
      )
      .map((parts) => parts.join(" ").slice(0, most).trim());
  const change = fc.record({
    student_name: words(100),
    course_title: words(255),
    instructor_name: words(100),
  });
  await fc.assert(
    fc.asyncProperty(change, async (changed) => {
      const outside = (await piecesOf(changed)).filter(
        ({ left, right, baseline, size }) =>
          left < inside.left ||
          right > inside.right ||
          baseline < inside.bottom ||
          baseline + size > inside.top,
      );
      expect(outside).toEqual([]);
    }),
    { numRuns: 6, seed: 1 },
  );
});

test("the same certificate is the same file, byte for byte", async () => {
  const [one, other] = [
    await renderCertificate(record, fonts),
    await renderCertificate({ ...record }, fonts),
  ];
  expect(Buffer.compare(one, other)).toBe(0);
});
