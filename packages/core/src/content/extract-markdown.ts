import { decodeText } from "./decode-text.ts";
import type { ExtractedText, Heading } from "./extracted-text.ts";
import { tidyText } from "./tidy-text.ts";

/**
 * The text of a Markdown file with its headings (CommonMark 0.31: ATX and setext, none inside fenced or indented code).
 * Markup stays, since it reads well as it is; front matter and HTML comments, which no reader sees, go.
 * Throws `UnreadableFileError` as `decodeText` does.
 */
export function extractMarkdown(bytes: Uint8Array): ExtractedText {
  const text = tidyText(withoutComments(withoutFrontMatter(tidyText(decodeText(bytes)))));
  return { pages: [{ page: null, text, headings: findHeadings(text) }], page_count: null, empty_pages: [] };
}

/** Front matter opens the file, is closed, and starts with a key: two thematic breaks around prose are none. */
function withoutFrontMatter(text: string): string {
  const yaml = /^---\n(?:\s*#.*\n|\s*\n)*[\w"'-]+[ \t]*:[\s\S]*?\n(?:---|\.\.\.)(?:\n|$)/u;
  const toml = /^\+\+\+\n(?:\s*#.*\n|\s*\n)*[[\w"'-][\s\S]*?\n\+\+\+(?:\n|$)/u;
  return text.replace(yaml, "").replace(toml, "");
}

function withoutComments(text: string): string {
  const codeAt = codeLines(text.split("\n"));
  let line = 0;
  let at = 0;
  return text.replace(/<!--[\s\S]*?-->/gu, (comment, offset: number) => {
    line += countLineFeeds(text, at, offset);
    at = offset;
    return codeAt[line] ? comment : "";
  });
}

function countLineFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** For each line, whether it is code: within a fence (the fences included), or indented after a blank line. */
function codeLines(lines: readonly string[]): boolean[] {
  let fence: string | undefined;
  let indented = false;
  return lines.map((line, index) => {
    if (fence !== undefined) {
      if (closes(line, fence)) fence = undefined;
      return true;
    }
    fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/u.exec(line)?.[1];
    if (line.trim() !== "") {
      const before = lines[index - 1] ?? "";
      indented = /^(?: {4}|\t)/u.test(line) && (indented || before.trim() === "");
    }
    return fence !== undefined || indented;
  });
}

/** A fence is closed by one of the same character that is at least as long. */
function closes(line: string, fence: string): boolean {
  const mark = /^ {0,3}(`+|~+)\s*$/u.exec(line)?.[1];
  return mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length;
}

function findHeadings(text: string): Heading[] {
  const lines = text.split("\n");
  const code = codeLines(lines);
  const headings: Heading[] = [];
  let offset = 0;
  let paragraphStart: number | undefined;
  lines.forEach((line, index) => {
    const end = offset + line.length;
    const atx = code[index] ? null : /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/u.exec(line);
    const setext = code[index] || paragraphStart === undefined ? null : /^ {0,3}(=+|-+)[ \t]*$/u.exec(line);
    if (atx) headings.push({ level: atx[1]?.length ?? 1, text: readable(atx[2] ?? ""), start: offset, end });
    else if (setext && paragraphStart !== undefined) {
      const title = readable(text.slice(paragraphStart, offset));
      headings.push({ level: setext[1]?.startsWith("=") ? 1 : 2, text: title, start: paragraphStart, end });
    }
    if (atx || setext || code[index] || !isParagraphLine(line)) paragraphStart = undefined;
    else paragraphStart ??= offset;
    offset = end + 1;
  });
  return headings.filter((heading) => heading.text !== "");
}

/** Whether a line can be the text above a setext underline: a list item, a quotation or a table row cannot. */
function isParagraphLine(line: string): boolean {
  return (
    line.trim() !== "" &&
    !/^\s*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|>|\|)/u.test(line) &&
    !/^ {0,3}[-*_](?:[ \t]*[-*_]){2,}[ \t]*$/u.test(line)
  );
}

/** A heading's text without its markup: emphasis, code ticks, links and images as their text, HTML tags, anchors. */
function readable(title: string): string {
  return title
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/gu, "$1")
    .replace(/\{#[^}]*\}\s*$/u, "")
    .replace(/<\/?[a-z][^>]*>/giu, "")
    .replace(/(\*{1,3}|~~)(?=\S)(.+?)(?<=\S)\1/gu, "$2")
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}_])/gu, "$2")
    .replace(/`+([^`]+)`+/gu, "$1")
    .replace(/\\([!-/:-@[-`{-~])/gu, "$1")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, maxHeading);
}

const maxHeading = 200;
