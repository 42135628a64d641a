import type { ExtractedPage, Heading } from "./extracted-text.ts";
import { tidyCharacters } from "./tidy-text.ts";

/** What a block of a document is. Items of a list, rows of a table and lines of code stand on lines of their own. */
export type BlockKind = "paragraph" | "heading" | "item" | "row" | "code";

interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  readonly level: number;
  /** Blocks of one list, table or listing follow one another without a blank line. */
  readonly group: number;
}

interface Table {
  readonly group: number;
  /** A table that only places things on the page: its cells are read one after the other. */
  layout: boolean;
  row: string[];
  cell: string[] | undefined;
}

const deepestHeading = 9;
const longestHeading = 200;

/** Collects the blocks of a document in their order and puts them together to one text. */
export class TextBlocks {
  readonly #blocks: Block[] = [];
  readonly #tables: Table[] = [];
  #groups = 0;

  /** A number by which blocks belong together. */
  newGroup(): number {
    this.#groups += 1;
    return this.#groups;
  }

  /** Adds a block of running text: white space is one space, line feeds in it stay. Without ink it is left out. */
  add(kind: BlockKind, text: string, { level = 1, group = 0 } = {}): void {
    const tidy = kind === "code" ? tidyCode(text) : tidyProse(text, kind === "item");
    if (tidy.trim() === "") return;
    const table = this.#tables.at(-1);
    if (kind === "heading" || kind === "code") this.#unfoldTables();
    if (table?.cell && !table.layout) table.cell.push(tidy);
    else this.#push({ kind, text: tidy, level, group });
  }

  openTable(layout = false): void {
    // What holds a table is no table of data.
    this.#unfoldTables();
    this.#tables.push({ group: this.newGroup(), layout, row: [], cell: undefined });
  }

  closeTable(): void {
    this.closeRow();
    this.#tables.pop();
  }

  openCell(): void {
    this.closeCell();
    const table = this.#tables.at(-1);
    if (table) table.cell = [];
  }

  closeCell(): void {
    const table = this.#tables.at(-1);
    if (table?.cell === undefined) return;
    table.row.push(table.cell.join(" ").replace(/\s+/gu, " ").trim());
    table.cell = undefined;
  }

  closeRow(): void {
    this.closeCell();
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    const text = table.row.join(" | ");
    if (!table.layout && table.row.some((cell) => cell !== ""))
      this.#push({ kind: "row", text, level: 1, group: table.group });
    table.row = [];
  }

  /** One page without number, its headings at their offsets; from `first` on, where only a part is wanted. */
  toPage(from = 0, to = this.#blocks.length): ExtractedPage {
    const headings: Heading[] = [];
    const pieces: string[] = [];
    let length = 0;
    let before: Block | undefined;
    for (const block of this.#blocks.slice(from, to)) {
      const separator = before === undefined ? "" : belongTogether(before, block) ? "\n" : "\n\n";
      const start = length + separator.length;
      length = start + block.text.length;
      pieces.push(separator, block.text);
      if (block.kind === "heading") headings.push(toHeading(block, start, length));
      before = block;
    }
    return { page: null, text: pieces.join(""), headings };
  }

  get count(): number {
    return this.#blocks.length;
  }

  #push(block: Block): void {
    this.#blocks.push(block);
  }

  /** Turns the open tables into layout: what their open rows hold so far becomes paragraphs. */
  #unfoldTables(): void {
    for (const table of this.#tables) {
      if (table.layout) continue;
      table.layout = true;
      for (const text of [...table.row, (table.cell ?? []).join("\n")]) {
        if (text !== "") this.#push({ kind: "paragraph", text, level: 1, group: 0 });
      }
      table.row = [];
      if (table.cell) table.cell = [];
    }
  }
}

function toHeading({ text, level }: Block, start: number, end: number): Heading {
  const title = text.replace(/\s+/gu, " ").slice(0, longestHeading);
  return { level: Math.min(Math.max(level, 1), deepestHeading), text: title, start, end };
}

function belongTogether(a: Block, b: Block): boolean {
  return a.group !== 0 && a.group === b.group && a.kind === b.kind;
}

/** One space between words; what was a line break stays one. Spaces in front of an item are its place in the list. */
function tidyProse(text: string, isItem: boolean): string {
  const indent = isItem ? /^ */u.exec(text)?.[0] : "";
  const body = tidyCharacters(text)
    .replace(/[^\S\n]+/gu, " ")
    .replace(/ ?\n ?/gu, "\n")
    .replace(/\n{2,}/gu, "\n")
    .trim();
  return body === "" ? "" : `${indent}${body}`;
}

/** Code keeps its spaces and lines. */
function tidyCode(text: string): string {
  return tidyCharacters(text)
    .replace(/\r\n?/gu, "\n")
    .replace(/[^\S\n]+$/gmu, "")
    .replace(/^(?:[ \t]*\n)+|\n+$/gu, "")
    .replace(/\n{3,}/gu, "\n\n");
}
