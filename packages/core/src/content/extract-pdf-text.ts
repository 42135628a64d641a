import { getResolvedPDFJS } from "unpdf";
import { type ExtractedText, maxCharacters } from "./extracted-text.ts";
import { documentText } from "./pdf-document-text.ts";
import { pageLines, type PdfLine, type PdfPage } from "./pdf-lines.ts";
import { refusePdfBomb } from "./refuse-pdf-bomb.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

export const maxPages = 2000;

type LoadingTask = ReturnType<Awaited<ReturnType<typeof getResolvedPDFJS>>["getDocument"]>;
type Document = Awaited<LoadingTask["promise"]>;

/**
 * The text of a PDF page by page, in the order in which it was written into the file, with paragraphs put together from
 * the lines' positions and headings known by their size. One page at a time is held in full; of the others, their lines.
 * Throws `UnreadableFileError`: "encrypted", "corrupt", "too_many_pages", "too_long", "too_large", and "no_text" for a scan.
 */
export async function extractPdfText(bytes: Uint8Array): Promise<ExtractedText> {
  await refusePdfBomb(bytes);
  const { getDocument } = await getResolvedPDFJS();
  // A copy, since the parser takes the buffer away from its owner. Nothing is fetched, drawn or run.
  const task = getDocument({
    data: bytes.slice(),
    verbosity: 0,
    useSystemFonts: true,
    disableFontFace: true,
    enableXfa: false,
  });
  try {
    const pages = await readPages(await open(task));
    const extracted = documentText(pages);
    if (extracted.empty_pages.length === pages.length) throw noText();
    return extracted;
  } finally {
    await task.destroy();
  }
}

async function open(task: LoadingTask): Promise<Document> {
  try {
    return await task.promise;
  } catch (cause) {
    if (cause instanceof Error && cause.name === "PasswordException") {
      throw new UnreadableFileError(
        "encrypted",
        "The PDF is protected by a password. Remove the password and upload it again.",
        { cause },
      );
    }
    throw corrupt("The PDF is damaged and cannot be opened.", cause);
  }
}

async function readPages(document: Document): Promise<PdfPage[]> {
  if (document.numPages > maxPages) {
    const message = `The PDF has ${document.numPages} pages; ${maxPages} is the most. Split it and upload the parts.`;
    throw new UnreadableFileError("too_many_pages", message);
  }
  const pages: PdfPage[] = [];
  let characters = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await readPage(document, number);
    characters += countCharacters(page.lines);
    if (characters > maxCharacters) {
      throw new UnreadableFileError(
        "too_long",
        `The PDF holds more than ${maxCharacters} characters. Split it and upload the parts.`,
      );
    }
    pages.push(page);
    // Fonts and images that the pages shared pile up in the parser until it is told to forget them.
    if (number % pagesBetweenCleanups === 0) await document.cleanup();
  }
  return pages;
}

const pagesBetweenCleanups = 100;

async function readPage(document: Document, number: number): Promise<PdfPage> {
  try {
    const page = await document.getPage(number);
    const { transform, height } = page.getViewport({ scale: 1 });
    const { items, styles } = await page.getTextContent();
    page.cleanup();
    return { height, lines: pageLines(items, styles, transform) };
  } catch (cause) {
    throw corrupt(`Page ${number} of the PDF is damaged and cannot be read.`, cause);
  }
}

function countCharacters(lines: readonly PdfLine[]): number {
  return lines.reduce((sum, line) => sum + line.text.length, 0);
}

function corrupt(message: string, cause: unknown): UnreadableFileError {
  return new UnreadableFileError(
    "corrupt",
    `${message} Open it in a PDF reader, save it anew and upload that.`,
    { cause },
  );
}

function noText(): UnreadableFileError {
  return new UnreadableFileError(
    "no_text",
    "The PDF holds no text, only pictures of it (a scan?). Run it through text recognition (OCR) and upload the result.",
  );
}
