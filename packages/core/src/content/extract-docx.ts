import { readMarkers } from "./docx-numbering.ts";
import { readStyles } from "./docx-styles.ts";
import { DocxText } from "./docx-text.ts";
import { type XmlAttributes, readXml } from "./docx-xml.ts";
import type { ExtractedText } from "./extracted-text.ts";
import { type Archive, openArchive } from "./open-archive.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/**
 * The text of a Word document (ECMA-376, WordprocessingML): headings by the styles' levels, lists with their markers, tables
 * as lines of cells, notes behind the paragraph that they belong to; without what was deleted, hidden or generated (a table of
 * contents). It has no pages until a word processor lays it out. Nothing but text is unpacked, and nothing in it is run.
 * Throws `UnreadableFileError`: "corrupt", "too_large", "encrypted", "macros" and "type_mismatch".
 */
export async function extractDocx(bytes: Uint8Array): Promise<ExtractedText> {
  const archive = await openArchive(bytes);
  const parts = await findParts(archive);
  const document = new DocxText({
    styles: await readStyles(archive, parts.styles),
    markers: await readMarkers(archive, parts.numbering),
    notes: new Map([
      ...(await readNotes(archive, parts.footnotes, "footnote")),
      ...(await readNotes(archive, parts.endnotes, "endnote")),
    ]),
  });
  await readXml(archive, parts.main, document);
  return { pages: [document.finish()], page_count: null, empty_pages: [] };
}

interface Parts {
  readonly main: string;
  readonly styles: string | undefined;
  readonly numbering: string | undefined;
  readonly footnotes: string | undefined;
  readonly endnotes: string | undefined;
}

/** Finds the parts that matter by the types that the package says they have (ECMA-376, part 2, 10.1.2). */
async function findParts(archive: Archive): Promise<Parts> {
  const types = await readTypes(archive);
  if (
    [...archive.paths].some((path) => /(?:^|\/)vbaProject\.bin$/iu.test(path)) ||
    has(types, /macroEnabled/iu)
  )
    throw macros();
  const main = find(types, /\.wordprocessingml\.(?:document|template)\.main\+xml$/u);
  if (main === undefined || !archive.paths.has(main)) throw notWord(types);
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const beside = new Map(
    [...types].filter(
      ([path]) =>
        path.startsWith(folder) && !path.slice(folder.length).includes("/") && archive.paths.has(path),
    ),
  );
  return {
    main,
    styles: find(beside, /\.wordprocessingml\.styles\+xml$/u),
    numbering: find(beside, /\.wordprocessingml\.numbering\+xml$/u),
    footnotes: find(beside, /\.wordprocessingml\.footnotes\+xml$/u),
    endnotes: find(beside, /\.wordprocessingml\.endnotes\+xml$/u),
  };
}

async function readTypes(archive: Archive): Promise<Map<string, string>> {
  const types = new Map<string, string>();
  if (!archive.paths.has("[Content_Types].xml")) throw notWord(types);
  await readXml(archive, "[Content_Types].xml", {
    open: (name: string, attributes: XmlAttributes) => {
      const { PartName, ContentType } = attributes;
      if (name === "Override" && PartName && ContentType)
        types.set(PartName.replace(/^\//u, ""), ContentType);
    },
  });
  return types;
}

function find(types: ReadonlyMap<string, string>, type: RegExp): string | undefined {
  return [...types].find(([, found]) => type.test(found))?.[0];
}

function has(types: ReadonlyMap<string, string>, type: RegExp): boolean {
  return find(types, type) !== undefined;
}

async function readNotes(
  archive: Archive,
  path: string | undefined,
  kind: "footnote" | "endnote",
): Promise<Map<string, string>> {
  const notes = new Map<string, string>();
  if (path === undefined) return notes;
  let id: string | undefined;
  let reading = false;
  await readXml(archive, path, {
    open: (name, attributes) => {
      // Those with a type are the lines that part notes from the text.
      if (name === `w:${kind}`)
        id = attributes["w:type"] === undefined ? `${kind} ${attributes["w:id"]}` : undefined;
      if (name === "w:p" && id !== undefined && notes.has(id)) notes.set(id, `${notes.get(id)} `);
      reading = name === "w:t";
    },
    close: () => {
      reading = false;
    },
    text: (text) => {
      if (reading && id !== undefined) notes.set(id, (notes.get(id) ?? "") + text);
    },
  });
  return notes;
}

function macros(): UnreadableFileError {
  return new UnreadableFileError(
    "macros",
    "The document holds macros, which are programs. Save it as a DOCX without macros and upload that.",
  );
}

function notWord(types: ReadonlyMap<string, string>): UnreadableFileError {
  const really = has(types, /presentationml/u)
    ? "a PowerPoint presentation (PPTX)"
    : has(types, /spreadsheetml/u)
      ? "an Excel workbook (XLSX)"
      : "a ZIP archive of something else";
  return new UnreadableFileError(
    "type_mismatch",
    `The file was uploaded as a Word document (DOCX), but it is ${really}. Upload it as what it is, or convert it to DOCX first.`,
  );
}
