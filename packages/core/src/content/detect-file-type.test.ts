import { describe, expect, test } from "vitest";
import { detectFileType } from "./detect-file-type.ts";
import type { ContentType } from "./extracted-text.ts";
import { UnreadableFileError, type UnreadableReason } from "./unreadable-file-error.ts";

const bytes = (text: string, encoding: BufferEncoding = "utf8"): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding));

const refusal = (file: Uint8Array, declared: ContentType): UnreadableFileError => {
  try {
    detectFileType(file, declared);
  } catch (error) {
    if (error instanceof UnreadableFileError) return error;
    throw error;
  }
  return expect.fail("the file was taken");
};

describe("files that are what they were said to be", () => {
  test.each<[string, Uint8Array, ContentType]>([
    ["a PDF", bytes("%PDF-1.7\n..."), "application/pdf"],
    [
      "a PDF behind what a mail program put before it",
      bytes(`${"x".repeat(1000)}%PDF-1.4`),
      "application/pdf",
    ],
    ["Markdown", bytes("# Title\n\nText."), "text/markdown"],
    ["plain text of any script", bytes("žluťoučký 光合作用 👍"), "text/plain"],
    ["text with a byte-order mark", bytes("\uFEFFHello"), "text/plain"],
    ["UTF-16, low byte first", bytes("\uFEFFHello", "utf16le"), "text/plain"],
    [
      "UTF-16, high byte first",
      bytes("\uFEFFHello", "utf16le").map((_, at, all) => all[at ^ 1] ?? 0),
      "text/plain",
    ],
    ["text that speaks of PDFs", bytes("A PDF begins with %PDF-1.7."), "text/markdown"],
  ])("%s", (_name, file, declared) => {
    expect(detectFileType(file, declared)).toBe(declared);
  });
});

describe("files that are not", () => {
  test.each<[string, Uint8Array, ContentType, UnreadableReason, RegExp]>([
    ["nothing", bytes(""), "application/pdf", "empty", /empty/u],
    ["spaces only", bytes(" \n\t "), "text/plain", "empty", /no text/u],
    ["a byte-order mark only", bytes("\uFEFF"), "text/plain", "empty", /no text/u],
    ["text said to be a PDF", bytes("Hello"), "application/pdf", "type_mismatch", /uploaded as a PDF/u],
    [
      "a PDF whose header comes too late",
      bytes(`${"x".repeat(1020)}%PDF-1.4`),
      "application/pdf",
      "type_mismatch",
      /a PDF/u,
    ],
    ["a PDF said to be Markdown", bytes("%PDF-1.4\n"), "text/markdown", "type_mismatch", /it is a PDF/u],
    [
      "an archive said to be a PDF",
      bytes("PK\x03\x04..."),
      "application/pdf",
      "type_mismatch",
      /it is a ZIP archive/u,
    ],
    [
      "a picture said to be text",
      bytes("\x89PNG\r\n", "latin1"),
      "text/plain",
      "type_mismatch",
      /PNG image/u,
    ],
    ["binary data", bytes("abc\0def"), "text/plain", "type_mismatch", /binary data/u],
    [
      "UTF-16 without a byte-order mark",
      bytes("Hello", "utf16le"),
      "text/plain",
      "type_mismatch",
      /binary data/u,
    ],
    ["UTF-32", bytes("\xff\xfe\0\0H\0\0\0", "latin1"), "text/plain", "type_mismatch", /binary data/u],
    ["Latin-1", bytes("caf\xe9", "latin1"), "text/plain", "not_utf8", /Save it as UTF-8/u],
    [
      "half a UTF-16 pair",
      bytes("\xff\xfe\x00\xd8", "latin1"),
      "text/plain",
      "not_utf8",
      /not valid UTF-16/u,
    ],
  ])("%s", (_name, file, declared, reason, message) => {
    expect(refusal(file, declared)).toMatchObject({ reason, message: expect.stringMatching(message) });
  });
});
