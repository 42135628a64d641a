import { type XmlAttributes, readXml } from "./docx-xml.ts";
import type { Archive } from "./open-archive.ts";

interface Style {
  name: string;
  basedOn: string | undefined;
  outline: number | undefined;
  numbering: string | undefined;
  indent: number | undefined;
}

/** What a paragraph is by its style, and by those that it is based on. */
export interface StyleFacts {
  readonly kind: "title" | "contents" | "code" | "text";
  /** Its heading level from 1, where it is one. */
  readonly level: number | undefined;
  readonly numbering: string | undefined;
  readonly indent: number | undefined;
}

export type Styles = (styleId: string | undefined) => StyleFacts;

const text: StyleFacts = { kind: "text", level: undefined, numbering: undefined, indent: undefined };
/** How long a chain of styles may be; a circle ends there too. */
const longestChain = 12;

/** Reads the styles of a document; without a part of styles everything is text. */
export async function readStyles(archive: Archive, path: string | undefined): Promise<Styles> {
  const styles = new Map<string, Style>();
  if (path !== undefined) await readXml(archive, path, styleReader(styles));
  const known = new Map<string, StyleFacts>();
  return (styleId) => {
    if (styleId === undefined) return text;
    const facts = known.get(styleId) ?? factsOf(chainOf(styles, styleId));
    known.set(styleId, facts);
    return facts;
  };
}

function styleReader(styles: Map<string, Style>) {
  let style: Style | undefined;
  return {
    open: (name: string, attributes: XmlAttributes) => {
      const value = attributes["w:val"] ?? "";
      if (name === "w:style") {
        style = { name: "", basedOn: undefined, outline: undefined, numbering: undefined, indent: undefined };
        styles.set(attributes["w:styleId"] ?? "", style);
      }
      if (style === undefined) return;
      if (name === "w:name") style.name = value.toLowerCase();
      else if (name === "w:basedOn") style.basedOn = value;
      else if (name === "w:outlineLvl") style.outline = Number(value);
      else if (name === "w:numId") style.numbering = value;
      else if (name === "w:ilvl") style.indent = Number(value);
    },
    close: (name: string) => {
      if (name === "w:style") style = undefined;
    },
  };
}

/** A style and those that it is based on. */
function chainOf(styles: ReadonlyMap<string, Style>, styleId: string): Style[] {
  const chain: Style[] = [];
  for (let id: string | undefined = styleId; id !== undefined && chain.length < longestChain;) {
    const style = styles.get(id);
    if (style === undefined) break;
    chain.push(style);
    id = style.basedOn;
  }
  return chain;
}

function factsOf(chain: readonly Style[]): StyleFacts {
  const outline = chain.find((style) => style.outline !== undefined)?.outline;
  return {
    kind: chain.map(({ name }) => kindOf(name)).find((kind) => kind !== "text") ?? "text",
    level:
      chain.map(({ name }) => levelOf(name)).find((level) => level !== undefined) ?? headingLevel(outline),
    numbering: chain.find((style) => style.numbering !== undefined)?.numbering,
    indent: chain.find((style) => style.indent !== undefined)?.indent,
  };
}

/** Built-in styles keep their English name in the file, whatever the language of the program. */
function kindOf(name: string): StyleFacts["kind"] {
  if (name === "title") return "title";
  if (/^(?:toc (?:\d|heading)|table of figures|index \d)/u.test(name)) return "contents";
  return /^(?:html )?preformatted|source ?code|^code(?: block)?$|verbatim/u.test(name) ? "code" : "text";
}

function levelOf(name: string): number | undefined {
  const level = /^heading ([1-9])$/u.exec(name)?.[1];
  return level === undefined ? undefined : Number(level);
}

/** Word's outline levels count from 0; 9 is running text. */
export function headingLevel(outline: number | undefined): number | undefined {
  return outline !== undefined && outline >= 0 && outline < 9 ? outline + 1 : undefined;
}
