/** A format that a file's first bytes give away. `types`: the declared types that it may be uploaded as. */
export interface FileFormat {
  /** With its article, to be named in a sentence. */
  readonly name: string;
  readonly types: readonly string[];
}

/** Bytes from the start of a file that `fileFormat` needs to see. */
export const signatureBytes = 4096;

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const isoVideo = ["video/mp4", "video/quicktime", "video/x-m4v"];

/** First bytes as Latin-1 text. Formats that share theirs (RIFF, ISO media, EBML, ZIP) are told apart below. */
const magic: readonly (readonly [start: string, name: string, types?: readonly string[]])[] = [
  ["%PDF-", "a PDF", ["application/pdf"]],
  ["{\\rtf", "an RTF document"],
  ["%!PS", "a PostScript file"],
  ["\x89PNG", "a PNG image", ["image/png"]],
  ["\xff\xd8\xff", "a JPEG image", ["image/jpeg"]],
  ["GIF87a", "a GIF image", ["image/gif"]],
  ["GIF89a", "a GIF image", ["image/gif"]],
  ["II*\0", "a TIFF image"],
  ["MM\0*", "a TIFF image"],
  ["8BPS\0", "a Photoshop image"],
  ["OggS\0", "an Ogg recording"],
  ["fLaC\0", "a FLAC recording"],
  ["ID3\x02", "an MP3 recording"],
  ["ID3\x03", "an MP3 recording"],
  ["ID3\x04", "an MP3 recording"],
  ["\xff\xfb", "an MP3 recording"],
  ["\x1f\x8b", "a gzip archive"],
  ["7z\xbc\xaf\x27\x1c", "a 7-Zip archive"],
  ["Rar!\x1a\x07", "a RAR archive"],
  ["\x28\xb5\x2f\xfd", "a Zstandard archive"],
  ["\xfd7zXZ\0", "an XZ archive"],
  ["\x7fELF", "a program"],
];

/** The brand of an ISO base media file (ISO/IEC 14496-12): what "ftyp" is followed by. */
const brands: readonly (readonly [brand: RegExp, name: string, types: readonly string[]])[] = [
  [/^avi[fs]/u, "an AVIF image", ["image/avif"]],
  [/^(?:hei[cxms]|hev[cxms])/u, "a HEIC image", []],
  [/^M4[AB] /u, "an MPEG-4 recording without pictures", []],
  [/^qt {2}/u, "a QuickTime video", isoVideo],
  [/^M4V/u, "an M4V video", isoVideo],
  [/^crx /u, "a raw photograph", []],
];

/** What stands inside a ZIP, by the first path in it that is known. */
const packed: readonly (readonly [path: string, name: string, types: readonly string[]])[] = [
  ["word/vbaProject.bin", "a Word document with macros", [docx]],
  ["word/document", "a Word document (DOCX)", [docx]],
  ["ppt/presentation.xml", "a PowerPoint presentation (PPTX)", []],
  ["xl/workbook", "an Excel workbook (XLSX)", []],
  ["application/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)", []],
  ["application/vnd.oasis.opendocument", "an OpenDocument file", []],
  ["application/epub+zip", "an EPUB book", []],
];

/**
 * What a file is by its bytes, whatever it was said to be; undefined where nothing gives it away, as in any text. The first
 * `signatureBytes` are enough, but for what a ZIP holds, which is known from its end too.
 * Sources: the formats' own specifications, and WHATWG's MIME Sniffing.
 */
export function fileFormat(bytes: Uint8Array): FileFormat | undefined {
  const start = latin1(bytes.subarray(0, signatureBytes));
  const known = magic.find(([first]) => start.startsWith(first));
  if (known) return { name: known[1], types: known[2] ?? [] };
  return containerFormat(start, bytes) ?? textFormat(bytes);
}

function containerFormat(start: string, bytes: Uint8Array): FileFormat | undefined {
  if (start.startsWith("PK\x03\x04") || start.startsWith("PK\x05\x06")) return zipFormat(start, bytes);
  if (start.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return compoundFormat(bytes);
  if (start.startsWith("RIFF")) return riffFormat(start.slice(8, 12));
  if (start.slice(4, 8) === "ftyp") return isoFormat(start);
  // QuickTime before ISO: the first box is one of these, and no brand is given.
  if (/^\0[^]{3}(?:moov|mdat|wide|free|skip)/u.test(start))
    return { name: "a QuickTime video", types: isoVideo };
  if (start.startsWith("\x1a\x45\xdf\xa3")) return matroskaFormat(start);
  return undefined;
}

function zipFormat(start: string, bytes: Uint8Array): FileFormat {
  const text = start + latin1(bytes.subarray(-1024 * 1024));
  const known = packed.find(([path]) => text.includes(path));
  // What is cut off or unheard of may still be a Word document: whoever opens it will know.
  return known ? { name: known[1], types: known[2] } : { name: "a ZIP archive", types: [docx] };
}

/** Microsoft's compound file: its directory names its streams in UTF-16. */
function compoundFormat(bytes: Uint8Array): FileFormat {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const holds = (name: string) => file.includes(Buffer.from(name, "utf16le"));
  if (holds("EncryptedPackage")) return { name: encryptedOffice, types: [] };
  if (holds("WordDocument")) return { name: "an old Word document (DOC)", types: [] };
  return { name: "an old Office document (DOC, PPT, XLS)", types: [] };
}

/** What Office makes of a document with a password. */
export const encryptedOffice = "an Office document that is protected by a password";

function riffFormat(kind: string): FileFormat | undefined {
  if (kind === "WEBP") return { name: "a WebP image", types: ["image/webp"] };
  if (kind === "WAVE") return { name: "a WAV recording", types: [] };
  return kind === "AVI " ? { name: "an AVI video", types: [] } : undefined;
}

function isoFormat(start: string): FileFormat {
  const length = Math.min(start.charCodeAt(2) * 256 + start.charCodeAt(3), start.length);
  // The major brand first, then the compatible ones, behind the minor version.
  const given = [start.slice(8, 12), ...(start.slice(16, length).match(/[^]{4}/gu) ?? [])];
  const major = brands.find(([brand]) => brand.test(given[0] ?? ""));
  const image = /^mi[fa]1/u.test(given[0] ?? "")
    ? brands.find(([brand]) => given.slice(1).some((other) => brand.test(other)))
    : undefined;
  const known = major ?? image;
  return known ? { name: known[1], types: known[2] } : { name: "an MP4 video", types: isoVideo };
}

function matroskaFormat(start: string): FileFormat {
  const isWebm = start.slice(0, 64).includes("webm");
  return isWebm
    ? { name: "a WebM video", types: ["video/webm", "video/x-matroska"] }
    : { name: "a Matroska video", types: ["video/x-matroska"] };
}

/** Text that says what it is in its first line. */
function textFormat(bytes: Uint8Array): FileFormat | undefined {
  const start = Buffer.from(bytes.subarray(0, 1024))
    .toString("utf8")
    .replace(/^\uFEFF/u, "");
  if (/^WEBVTT(?:[ \t\r\n]|$)/u.test(start)) return { name: "WebVTT captions", types: ["text/vtt"] };
  const markup = start.replace(/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*/u, "");
  if (/^<(?:!doctype\s+html|html|head|body)[\s>]/iu.test(markup))
    return { name: "an HTML page", types: ["text/html"] };
  if (/^<(?:!DOCTYPE\s+svg|svg)[\s>]/iu.test(markup)) return { name: "an SVG image", types: [] };
  return undefined;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
