import { Parser } from "htmlparser2";
import type { Archive } from "./open-archive.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

export type XmlAttributes = Readonly<Record<string, string>>;

/** What a part of a document is read with. Names have the prefix "w:" for WordprocessingML, whatever the file calls it. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

const wordNamespace =
  /^http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/wordprocessingml(?:\/2006)?\/main$/u;
/** No word processor nests deeper; what does is made to break readers. */
const deepest = 1_000;

/**
 * Reads a part of a document as it is inflated, holding no more than a piece. Entities that a document type declares are not
 * known, so none can multiply. Throws `UnreadableFileError` "corrupt" where there is no element at all, or too deep ones.
 */
export async function readXml(archive: Archive, path: string, handlers: XmlHandlers): Promise<void> {
  let depth = 0;
  let prefix: string | undefined;
  const named = (name: string): string =>
    prefix !== undefined && prefix !== "w:" && name.startsWith(prefix)
      ? `w:${name.slice(prefix.length)}`
      : name;
  const parser = new Parser(
    {
      onopentag(name: string, attributes: XmlAttributes) {
        prefix ??= wordPrefix(attributes);
        depth += 1;
        if (depth > deepest) throw corrupt("nests too many elements in one another");
        handlers.open(named(name), prefix === "w:" ? attributes : renamed(attributes, named));
      },
      onclosetag(name: string) {
        depth -= 1;
        handlers.close?.(named(name));
      },
      ontext(text: string) {
        handlers.text?.(text);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const piece of archive.read(path)) {
    decoder ??= new TextDecoder(encodingOf(piece));
    parser.write(decoder.decode(piece, { stream: true }));
  }
  parser.end();
  if (prefix === undefined) throw corrupt("lacks a part that it needs");
}

/** The prefix of Word's namespace with its colon; "w:" where none is declared; empty where it is the default one. */
function wordPrefix(attributes: XmlAttributes): string {
  const declared = Object.entries(attributes).find(([, value]) => wordNamespace.test(value))?.[0];
  if (declared === "xmlns") return "";
  return declared?.startsWith("xmlns:") ? `${declared.slice("xmlns:".length)}:` : "w:";
}

function renamed(attributes: XmlAttributes, named: (name: string) => string): XmlAttributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [named(name), value]));
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return "utf-8";
}

function corrupt(what: string): UnreadableFileError {
  return new UnreadableFileError(
    "corrupt",
    `The document ${what}. Open it in a word processor, save it anew and upload that.`,
  );
}
