import { Parser } from "htmlparser2";
import type { ExtractedPage, ExtractedText } from "./extracted-text.ts";
import { decodeHtml } from "./html-charset.ts";
import { type Attributes, isCode, isLeftOut, isMain, isPlacing } from "./html-elements.ts";
import { HtmlText } from "./html-text.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/** No page that people read nests deeper; the parser's time grows with the square of it. */
const deepest = 500;

/**
 * The text of an HTML page: of its `<main>`, else its only `<article>`, else its body, without navigation, scripts and what
 * is hidden. Headings are h1 to h6; a table's rows are lines of cells; code keeps its lines. Nothing is fetched or run.
 * Throws `UnreadableFileError`: "not_utf8" (see `decodeHtml`) and "corrupt" for one that nests too deep.
 */
export function extractHtml(bytes: Uint8Array): ExtractedText {
  return { pages: [htmlPage(decodeHtml(bytes))], page_count: null, empty_pages: [] };
}

function htmlPage(html: string): ExtractedPage {
  const page = new HtmlText();
  const open: string[] = [];
  /** How many elements were open outside the one that is left out. */
  let leftOutAt: number | undefined;
  const parser = new Parser(
    {
      onopentag(name: string, attributes: Attributes) {
        open.push(name);
        if (open.length > deepest) throw tooDeep();
        if (leftOutAt !== undefined) return;
        if (isLeftOut(name, attributes, open)) leftOutAt = open.length;
        else
          page.open(name, attributes, {
            main: isMain(name, attributes),
            code: isCode(name),
            placing: isPlacing(attributes),
          });
      },
      onclosetag(name: string) {
        const depth = open.length;
        open.pop();
        if (leftOutAt === undefined) page.close(name);
        else if (depth === leftOutAt) leftOutAt = undefined;
      },
      ontext(text: string) {
        if (leftOutAt === undefined) page.text(text);
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(html);
  return page.finish();
}

function tooDeep(): UnreadableFileError {
  return new UnreadableFileError(
    "corrupt",
    `The page nests more than ${deepest} elements in one another. Save it anew from a browser and upload that.`,
  );
}
