import { type XmlAttributes, readXml } from "./docx-xml.ts";
import type { Archive } from "./open-archive.ts";

interface Level {
  format: string;
  start: number;
  /** Whether its marker is nothing but space: what goes on with the item above. */
  blank: boolean;
}

/** What a list's item begins with: "- ", "3. ", or nothing. Asking counts, so ask once for each item, in order. */
export type Markers = (numbering: string, indent: number) => string;

/** Reads the lists of a document; where they are not told, items have bullets. */
export async function readMarkers(archive: Archive, path: string | undefined): Promise<Markers> {
  const definitions = new Map<string, Map<number, Level>>();
  const lists = new Map<string, string>();
  if (path !== undefined) await readXml(archive, path, numberingReader(definitions, lists));
  const counts = new Map<string, number[]>();
  return (numbering, indent) => {
    const level = definitions.get(lists.get(numbering) ?? "")?.get(indent);
    if (level?.blank || level?.format === "none") return "  ";
    if (level === undefined || level.format === "bullet") return "- ";
    const count = counts.get(numbering) ?? [];
    count[indent] = (count[indent] ?? level.start - 1) + 1;
    counts.set(numbering, count.slice(0, indent + 1));
    return `${count[indent]}. `;
  };
}

function numberingReader(definitions: Map<string, Map<number, Level>>, lists: Map<string, string>) {
  let levels: Map<number, Level> | undefined;
  let level: Level | undefined;
  let list: string | undefined;
  return {
    open: (name: string, attributes: XmlAttributes) => {
      const value = attributes["w:val"] ?? "";
      if (name === "w:abstractNum") {
        levels = new Map();
        definitions.set(attributes["w:abstractNumId"] ?? "", levels);
      } else if (name === "w:lvl" && levels) {
        level = { format: "decimal", start: 1, blank: false };
        levels.set(Number(attributes["w:ilvl"] ?? 0), level);
      } else if (name === "w:numFmt" && level) level.format = value;
      else if (name === "w:lvlText" && level) level.blank = value.trim() === "";
      else if (name === "w:start" && level) level.start = Number(value) || 0;
      else if (name === "w:num") list = attributes["w:numId"];
      else if (name === "w:abstractNumId" && list !== undefined) lists.set(list, value);
    },
    close: (name: string) => {
      if (name === "w:abstractNum") levels = undefined;
      if (name === "w:lvl") level = undefined;
      if (name === "w:num") list = undefined;
    },
  };
}
