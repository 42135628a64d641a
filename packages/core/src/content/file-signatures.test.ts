import { describe, expect, test } from "vitest";
import { detectFileType } from "./detect-file-type.ts";
import type { ContentType } from "./extracted-text.ts";
import { fileFormat } from "./file-signatures.ts";

const raw = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const box = (brand: string, ...compatible: string[]): Uint8Array =>
  raw(
    `\0\0\0${String.fromCodePoint(16 + compatible.length * 4)}ftyp${brand}\0\0\0\0${compatible.join("")}mdat`,
  );
const compound = (stream: string): Uint8Array =>
  new Uint8Array(
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(64), Buffer.from(stream, "utf16le")]),
  );

describe("pictures and videos that are what they were said to be", () => {
  test.each<[ContentType, Uint8Array]>([
    ["image/png", raw("\x89PNG\r\n\x1a\n\0\0\0\rIHDR")],
    ["image/jpeg", raw("\xff\xd8\xff\xe0\0\x10JFIF")],
    ["image/gif", raw("GIF89a\x01\0")],
    ["image/webp", raw("RIFF\x1a\0\0\0WEBPVP8L")],
    ["image/avif", box("avif", "mif1", "miaf")],
    ["image/avif", box("mif1", "miaf", "avif")],
    ["video/mp4", box("isom", "iso2", "avc1", "mp41")],
    ["video/mp4", box("M4V ", "isom")],
    ["video/quicktime", box("qt  ")],
    ["video/quicktime", raw("\0\0\0\x08wide\0\0\x01\0mdat")],
    ["video/webm", raw("\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm")],
  ])("%s", (type, file) => {
    expect(detectFileType(file, type)).toBe(type);
  });
});

describe("everything is named for what it is", () => {
  test.each<[RegExp, Uint8Array]>([
    [/a PDF/u, raw("%PDF-1.7")],
    [/HEIC/u, box("heic", "mif1")],
    [/HEIC/u, box("mif1", "heic")],
    [/recording without pictures/u, box("M4A ")],
    [/a Matroska video/u, raw("\x1a\x45\xdf\xa3\x42\x82\x88matroska")],
    [/an AVI video/u, raw("RIFF\0\0\0\0AVI LIST")],
    [/a WAV recording/u, raw("RIFF\0\0\0\0WAVEfmt ")],
    [/PowerPoint/u, raw("PK\x03\x04...ppt/presentation.xml")],
    [/Excel/u, raw("PK\x03\x04...xl/workbook.xml")],
    [/Word document with macros/u, raw("PK\x03\x04...word/vbaProject.bin word/document.xml")],
    [/OpenDocument text/u, raw("PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.text")],
    [/EPUB/u, raw("PK\x03\x04..mimetypeapplication/epub+zip")],
    [/an old Word document/u, compound("WordDocument")],
    [/protected by a password/u, compound("EncryptedPackage")],
    [/HTML/u, raw("\n<!-- x --><!DOCTYPE html><p>")],
    [/SVG/u, raw(`<?xml version="1.0"?><svg xmlns="x">`)],
    [/WebVTT/u, raw("WEBVTT - title\n")],
    [/a program/u, raw("\x7fELF\x02")],
  ])("%s", (name, file) => {
    expect(fileFormat(file)?.name).toMatch(name);
  });

  test("text is nothing in particular", () => {
    for (const text of [
      "# Title",
      "RIFFRAFF",
      "PKZIP",
      "1\n00:00:01,000 --> 00:00:02,000\nHi",
      "<b>bold</b>",
      "",
    ])
      expect(fileFormat(raw(text))).toBeUndefined();
  });
});

describe("refused, by what it really is", () => {
  const png = raw("\x89PNG\r\n\x1a\n");
  const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  test.each<[ContentType, Uint8Array, string, RegExp]>([
    ["text/html", png, "type_mismatch", /uploaded as an HTML page, but it is a PNG image/u],
    ["text/html", raw("only text"), "type_mismatch", /text without any markup/u],
    ["image/jpeg", png, "type_mismatch", /a PNG image/u],
    ["image/png", raw("not a picture"), "type_mismatch", /something else/u],
    ["video/mp4", raw("\x1a\x45\xdf\xa3\x42\x82\x84webm"), "type_mismatch", /a WebM video/u],
    ["video/mp4", png, "type_mismatch", /a PNG image/u],
    ["application/pdf", raw("PK\x03\x04...word/document.xml"), "type_mismatch", /a Word document/u],
    [docx, raw("%PDF-1.4"), "type_mismatch", /a PDF/u],
    [docx, compound("WordDocument"), "type_mismatch", /an old Word document \(DOC\)/u],
    [docx, compound("EncryptedPackage"), "encrypted", /Remove the password/u],
    ["text/markdown", raw("<!doctype html><h1>x"), "type_mismatch", /an HTML page/u],
    ["application/x-subrip", raw("WEBVTT\n\n"), "type_mismatch", /WebVTT/u],
    ["text/vtt", raw("W\0E\0B\0"), "type_mismatch", /binary/u],
    ["text/vtt", raw(""), "empty", /empty/u],
  ])("%s", (type, file, reason, message) => {
    expect(() => detectFileType(file, type)).toThrow(
      expect.objectContaining({ reason, message: expect.stringMatching(message) }),
    );
  });
});
