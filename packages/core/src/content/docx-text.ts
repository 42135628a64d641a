import type { Markers } from "./docx-numbering.ts";
import { type Styles, headingLevel } from "./docx-styles.ts";
import type { XmlAttributes } from "./docx-xml.ts";
import type { ExtractedPage } from "./extracted-text.ts";
import { TextBlocks } from "./text-blocks.ts";

/** What the text of a document is put together from. `notes`: footnotes and endnotes by kind and id. */
export interface DocxFacts {
  readonly styles: Styles;
  readonly markers: Markers;
  readonly notes: ReadonlyMap<string, string>;
}

interface Paragraph {
  text: string;
  style: string | undefined;
  outline: number | undefined;
  numbering: string | undefined;
  indent: number | undefined;
  readonly notes: string[];
  /** Runs that are open; one stands within another only where small letters say how it is read. */
  readonly runs: { hidden: boolean }[];
}

/** What is left out with all that it holds: deleted text, old formatting, and what newer programs show otherwise. */
const leftOut = new Set([
  "w:del",
  "w:moveFrom",
  "w:delText",
  "w:instrText",
  "w:pPrChange",
  "w:rPrChange",
  "w:tblPrChange",
  "w:tcPrChange",
  "w:trPrChange",
  "w:sectPrChange",
  "w:numberingChange",
  "w:rt",
  "mc:Fallback",
]);

/** Turns the elements of a document's main part into blocks of text. */
export class DocxText {
  readonly #blocks = new TextBlocks();
  readonly #facts: DocxFacts;
  /** Paragraphs that are open: a text box stands within one. */
  readonly #paragraphs: Paragraph[] = [];
  #leftOut = 0;
  #reading = false;
  #code: string[] = [];
  #list = 0;
  #hasTitle = false;

  constructor(facts: DocxFacts) {
    this.#facts = facts;
  }

  readonly open = (name: string, attributes: XmlAttributes): void => {
    if (leftOut.has(name)) this.#leftOut += 1;
    if (this.#leftOut > 0) return;
    if (name === "w:t" || name === "m:t") this.#reading = true;
    else if (name === "w:p")
      this.#paragraphs.push({
        text: "",
        style: undefined,
        outline: undefined,
        numbering: undefined,
        indent: undefined,
        notes: [],
        runs: [],
      });
    else if (name === "w:r") this.#paragraphs.at(-1)?.runs.push({ hidden: false });
    else if (this.#openInRun(name, attributes)) return;
    else this.#openAround(name, attributes);
  };

  readonly close = (name: string): void => {
    if (leftOut.has(name)) this.#leftOut -= 1;
    if (this.#leftOut > 0) return;
    if (name === "w:t" || name === "m:t") this.#reading = false;
    else if (name === "w:r") this.#paragraphs.at(-1)?.runs.pop();
    else if (name === "w:p") this.#endParagraph(this.#paragraphs.pop());
    else if (name === "w:tbl") this.#around(() => this.#blocks.closeTable());
    else if (name === "w:tr") this.#around(() => this.#blocks.closeRow());
    else if (name === "w:tc") this.#around(() => this.#blocks.closeCell());
  };

  readonly text = (text: string): void => {
    if (this.#reading && this.#leftOut === 0) this.#write(text);
  };

  finish(): ExtractedPage {
    this.#flushCode();
    return this.#blocks.toPage();
  }

  /** Whether the element belongs to a run of text. */
  #openInRun(name: string, attributes: XmlAttributes): boolean {
    const run = this.#paragraphs.at(-1)?.runs.at(-1);
    if (run === undefined) return false;
    if (name === "w:vanish" || name === "w:webHidden") run.hidden = isOn(attributes);
    else if (name === "w:tab" || name === "w:ptab") this.#write("\t");
    else if (name === "w:br" || name === "w:cr") this.#write("\n");
    else if (name === "w:noBreakHyphen") this.#write("-");
    else if (name === "w:footnoteReference" || name === "w:endnoteReference") {
      const kind = name === "w:footnoteReference" ? "footnote" : "endnote";
      this.#paragraphs.at(-1)?.notes.push(`${kind} ${attributes["w:id"]}`);
    } else return false;
    return true;
  }

  #openAround(name: string, attributes: XmlAttributes): void {
    const value = attributes["w:val"] ?? "";
    const paragraph = this.#paragraphs.at(-1);
    if (name === "w:tbl") this.#around(() => this.#blocks.openTable());
    else if (name === "w:tc") this.#around(() => this.#blocks.openCell());
    else if (paragraph === undefined) return;
    else if (name === "w:pStyle") paragraph.style = value;
    else if (name === "w:outlineLvl") paragraph.outline = Number(value);
    else if (name === "w:numId") paragraph.numbering = value;
    else if (name === "w:ilvl") paragraph.indent = Number(value);
  }

  #write(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph && paragraph.runs.at(-1)?.hidden !== true) paragraph.text += text;
  }

  /** Code ends where anything else begins. */
  #around(change: () => void): void {
    this.#flushCode();
    this.#list = 0;
    change();
  }

  #endParagraph(paragraph: Paragraph | undefined): void {
    if (paragraph === undefined) return;
    const style = this.#facts.styles(paragraph.style);
    if (style.kind === "code") {
      this.#code.push(paragraph.text);
      return;
    }
    this.#flushCode();
    if (style.kind !== "contents") this.#addParagraph(paragraph, style);
    for (const note of paragraph.notes) this.#blocks.add("paragraph", this.#facts.notes.get(note) ?? "");
  }

  #addParagraph(paragraph: Paragraph, style: ReturnType<Styles>): void {
    if (paragraph.text.trim() === "") return;
    const level = paragraph.outline === undefined ? style.level : headingLevel(paragraph.outline);
    const numbering = paragraph.numbering ?? style.numbering;
    if (style.kind === "title") {
      this.#hasTitle = true;
      this.#blocks.add("heading", paragraph.text, { level: 1 });
    } else if (level !== undefined) {
      // The document's title stands over its chapters.
      this.#blocks.add("heading", paragraph.text, { level: level + Number(this.#hasTitle) });
    } else if (numbering !== undefined && numbering !== "0") {
      this.#addItem(paragraph.text, numbering, paragraph.indent ?? style.indent ?? 0);
      return;
    } else this.#blocks.add("paragraph", paragraph.text);
    this.#list = 0;
  }

  #addItem(text: string, numbering: string, indent: number): void {
    if (this.#list === 0) this.#list = this.#blocks.newGroup();
    const marker = this.#facts.markers(numbering, indent);
    this.#blocks.add("item", "  ".repeat(Math.min(indent, 8)) + marker + text.trim(), { group: this.#list });
  }

  #flushCode(): void {
    if (this.#code.length > 0) this.#blocks.add("code", this.#code.join("\n"));
    this.#code = [];
  }
}

function isOn(attributes: XmlAttributes): boolean {
  return !["0", "false", "off"].includes(attributes["w:val"] ?? "true");
}
