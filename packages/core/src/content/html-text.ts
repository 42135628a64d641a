import type { ExtractedPage } from "./extracted-text.ts";
import { type Attributes, inline } from "./html-elements.ts";
import { TextBlocks } from "./text-blocks.ts";

interface List {
  readonly ordered: boolean;
  readonly group: number;
  next: number;
}

interface Facts {
  readonly main: boolean;
  readonly code: boolean;
  readonly placing: boolean;
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** Turns the events of an HTML parser into blocks of text. */
export class HtmlText {
  readonly #blocks = new TextBlocks();
  readonly #lists: List[] = [];
  readonly #starts: { name: string; part: "main" | "article" | undefined; from: number }[] = [];
  readonly #mains: Part[] = [];
  readonly #articles: Part[] = [];
  #text = "";
  #marker = "";
  #heading = 0;
  #code = 0;

  open(name: string, attributes: Attributes, { main, code, placing }: Facts): void {
    if (inline.has(name)) return this.#openInline(name, attributes);
    if (name === "br") return this.text("\n", true);
    // An element within a heading or a listing does not end it.
    if (this.#heading > 0 || this.#code > 0) {
      this.#starts.push({ name, part: undefined, from: this.#blocks.count });
      if (code) this.#code += 1;
      return;
    }
    this.#flush();
    const part = main ? "main" : name === "article" ? "article" : undefined;
    this.#starts.push({ name, part, from: this.#blocks.count });
    if (code) this.#code += 1;
    this.#openBlock(name, attributes, placing);
  }

  close(name: string): void {
    if (inline.has(name) || name === "br") return;
    const start = this.#starts.pop();
    if (start === undefined) return;
    if (isHeading(name) && this.#heading > 0) {
      this.#flush("heading");
      this.#heading = 0;
      return;
    }
    if (["pre", "listing", "xmp"].includes(name) && this.#code > 0) {
      this.#flush("code");
      this.#code -= 1;
      return;
    }
    if (this.#heading > 0 || this.#code > 0) {
      if (this.#heading > 0) this.#text += " ";
      return;
    }
    this.#flush();
    this.#closeBlock(name);
    const part = { from: start.from, to: this.#blocks.count };
    if (start.part === "main") this.#mains.push(part);
    if (start.part === "article") this.#articles.push(part);
  }

  /** `exact` where line feeds are to stay. */
  text(text: string, exact = false): void {
    this.#text += this.#code > 0 || exact ? text : text.replace(/\s+/gu, " ");
  }

  finish(): ExtractedPage {
    this.#flush();
    const part =
      this.#mains.find(({ from, to }) => to > from) ??
      (this.#articles.length === 1 ? this.#articles[0] : undefined);
    const chosen = part === undefined ? undefined : this.#blocks.toPage(part.from, part.to);
    return chosen === undefined || chosen.text === "" ? this.#blocks.toPage() : chosen;
  }

  #openInline(name: string, { alt = "" }: Attributes): void {
    if (name === "img" && alt.trim() !== "") this.text(alt);
  }

  #openBlock(name: string, attributes: Attributes, placing: boolean): void {
    if (isHeading(name)) this.#heading = Number(name[1]);
    else if (name === "ul" || name === "ol" || name === "dl" || name === "menu")
      this.#openList(name, attributes);
    else if (name === "li") this.#marker = this.#nextMarker();
    else if (name === "table") this.#blocks.openTable(placing);
    else if (name === "tr") this.#blocks.closeRow();
    else if (name === "td" || name === "th") this.#blocks.openCell();
  }

  #closeBlock(name: string): void {
    if (name === "ul" || name === "ol" || name === "dl" || name === "menu") this.#lists.pop();
    else if (name === "li") this.#marker = "";
    else if (name === "table") this.#blocks.closeTable();
    else if (name === "tr") this.#blocks.closeRow();
    else if (name === "td" || name === "th") this.#blocks.closeCell();
  }

  #openList(name: string, { start = "1" }: Attributes): void {
    const group = this.#lists[0]?.group ?? this.#blocks.newGroup();
    this.#lists.push({ ordered: name === "ol", group, next: Number.parseInt(start, 10) || 1 });
  }

  #nextMarker(): string {
    const list = this.#lists.at(-1);
    if (list === undefined) return "- ";
    list.next += 1;
    return list.ordered ? `${list.next - 1}. ` : "- ";
  }

  #flush(kind?: "heading" | "code"): void {
    const text = this.#text;
    this.#text = "";
    if (text.trim() === "") return;
    if (kind === "heading") return this.#blocks.add("heading", withoutAnchor(text), { level: this.#heading });
    if (kind === "code") return this.#blocks.add("code", text);
    const list = this.#lists.at(-1);
    if (list === undefined) return this.#blocks.add("paragraph", text);
    const indent = "  ".repeat(this.#lists.length - 1);
    this.#blocks.add("item", indent + (this.#marker || "  ".repeat(Number(list.next > 1))) + text.trim(), {
      group: list.group,
    });
    this.#marker = "";
  }
}

function isHeading(name: string): boolean {
  return /^h[1-6]$/u.test(name);
}

/** A heading's text without the sign that links to it. */
function withoutAnchor(text: string): string {
  return text.replace(/\s*[¶#§🔗]\s*$/u, "").replace(/\s+/gu, " ");
}
