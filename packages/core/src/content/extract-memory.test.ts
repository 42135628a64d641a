import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writePdf } from "../../../../local/journey/write-pdf.ts";
import { extractInChild } from "../../../../tests/support/extract-in-child.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "smartcourse-memory-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a PDF of 320 full pages is read and cut in less than 512 MB", async () => {
  const paragraph = (page: number, at: number): string =>
    `Paragraph ${at} of page ${page} speaks of bees. ${"They fly from flower to flower, and bring home what they find. ".repeat(6)}`;
  const pages = Array.from({ length: 320 }, (_, page) => ({
    heading: `Chapter ${page + 1}`,
    paragraphs: Array.from({ length: 7 }, (__, at) => paragraph(page, at)),
  }));
  const file = join(folder, "book.pdf");
  await writeFile(file, writePdf(pages));
  const cost = await extractInChild(file, "application/pdf");
  expect(cost.pages).toBe(320);
  expect(cost.chunks).toBeGreaterThan(900);
  expect(cost.peakMb).toBeLessThan(512);
});
