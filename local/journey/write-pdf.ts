/**
 * A small PDF writer for tests: pages of wrapped Helvetica with known text, no dependency. What it writes is a complete
 * PDF 1.4 with a valid cross-reference table, uncompressed so that a test's failure can be read.
 */
export interface PdfPageContent {
  readonly heading?: string;
  /** Points; 18 unless told. */
  readonly headingSize?: number;
  /** Each is wrapped; a line feed inside breaks the line there. */
  readonly paragraphs: readonly string[];
}

export interface PdfOptions {
  /** A line at the top or bottom of every page, given the page's number from 1. */
  readonly header?: (page: number) => string;
  readonly footer?: (page: number) => string;
  /** Marks the file as encrypted with a password that nobody knows. */
  readonly locked?: boolean;
}

/**
 * Writes a PDF of these pages, A4, 11 pt. The text must fit Windows-1252.
 * Throws where a page's text does not fit on a page, or a character is not in the encoding.
 */
export function writePdf(pages: readonly PdfPageContent[], options: PdfOptions = {}): Uint8Array {
  const firstPage = 5;
  const kids = pages.map((_, index) => `${firstPage + index * 2} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    font("Helvetica"),
    font("Helvetica-Bold"),
    ...pages.flatMap((page, index) => pageObjects(drawPage(page, index + 1, options), firstPage + index * 2)),
  ];
  return Uint8Array.from(Buffer.from(assemble(objects, options.locked ?? false), "latin1"));
}

const page = { width: 595, height: 842, margin: 72 };
const body = { size: 11, leading: 14, gap: 9 };

function font(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

function pageObjects(content: string, number: number): string[] {
  const resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>";
  const box = `/MediaBox [0 0 ${page.width} ${page.height}]`;
  return [
    `<< /Type /Page /Parent 2 0 R ${box} ${resources} /Contents ${number + 1} 0 R >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
}

function drawPage(
  { heading, headingSize = 18, paragraphs }: PdfPageContent,
  number: number,
  options: PdfOptions,
): string {
  const drawn: string[] = [];
  let y = page.height - page.margin;
  if (options.header) drawn.push(drawLine(options.header(number), "F1", 9, page.height - 40));
  for (const line of heading === undefined ? [] : wrap(heading, headingSize)) {
    y -= headingSize * 1.2;
    drawn.push(drawLine(line, "F2", headingSize, y));
  }
  for (const paragraph of paragraphs) {
    y -= body.gap;
    for (const line of wrap(paragraph, body.size)) {
      y -= body.leading;
      drawn.push(drawLine(line, "F1", body.size, y));
    }
  }
  if (y < page.margin) throw new RangeError(`The text of page ${number} does not fit on a page`);
  if (options.footer) drawn.push(drawLine(options.footer(number), "F1", 9, 40));
  return drawn.join("\n");
}

function drawLine(text: string, fontName: string, size: number, y: number): string {
  return `BT /${fontName} ${size} Tf 1 0 0 1 ${page.margin} ${y.toFixed(2)} Tm (${encode(text)}) Tj ET`;
}

function wrap(text: string, size: number): string[] {
  return text.split("\n").flatMap((stretch) => {
    const lines: string[] = [];
    for (const word of stretch.split(" ")) {
      const last = lines.at(-1);
      const longer = last === undefined ? word : `${last} ${word}`;
      if (last !== undefined && widthOf(longer) * size <= page.width - 2 * page.margin)
        lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

/** Widths of Helvetica's characters from the space to the tilde, in thousandths of the size (Adobe's font metrics). */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

function widthOf(text: string): number {
  return (
    Array.from(text).reduce(
      (sum, character) => sum + (widths[(character.codePointAt(0) ?? 0) - 32] ?? 556),
      0,
    ) / 1000
  );
}

/** Windows-1252's characters by byte, the encoding that PDF calls WinAnsi. */
const winAnsi = new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));

function encode(text: string): string {
  return Array.from(text).map(encodeCharacter).join("");
}

function encodeCharacter(character: string): string {
  const byte = winAnsi.indexOf(character);
  if (byte < 32) throw new RangeError(`${JSON.stringify(character)} is not in Windows-1252`);
  if ("()\\".includes(character)) return `\\${character}`;
  return byte < 127 ? character : `\\${byte.toString(8)}`;
}

function assemble(objects: readonly string[], locked: boolean): string {
  const secret = `<${"5a".repeat(32)}>`;
  const all = locked
    ? [...objects, `<< /Filter /Standard /V 1 /R 2 /P -4 /O ${secret} /U ${secret} >>`]
    : objects;
  let file = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
  const entries = all.map((object, index) => {
    const entry = `${String(file.length).padStart(10, "0")} 00000 n \n`;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return entry;
  });
  const encryption = locked ? `/Encrypt ${all.length} 0 R /ID [${secret} ${secret}] ` : "";
  return (
    `${file}xref\n0 ${all.length + 1}\n0000000000 65535 f \n${entries.join("")}` +
    `trailer\n<< /Size ${all.length + 1} /Root 1 0 R ${encryption}>>\nstartxref\n${file.length}\n%%EOF\n`
  );
}
