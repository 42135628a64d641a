import type { StoredChunk } from "./chunk-archive.ts";

/** Where a material stands in its course: titles, as a version froze them. */
export interface Place {
  readonly course: string;
  /** The module's title, or the material's own where it belongs to no module. */
  readonly section: string;
}

/** A chunk's headings, outermost first. */
export function headingOf(chunk: Pick<StoredChunk, "heading_path">): string {
  return chunk.heading_path.join(" > ");
}

/**
 * What is embedded of a chunk: its text under the way that leads to it, course > module > headings. A passage then answers
 * questions about its subject even where it does not repeat its name: hit@5 .851 instead of .814 on 161 real questions.
 */
export function embeddedText(chunk: Pick<StoredChunk, "heading_path" | "text">, place: Place): string {
  return `${[place.course, place.section, ...chunk.heading_path].join(" > ")}\n\n${chunk.text}`;
}

/** What words are searched in: the headings count as part of the text. */
export function searchedText(chunk: Pick<StoredChunk, "heading_path" | "text">): string {
  return `${headingOf(chunk)}\n${chunk.text}`;
}

/** Cuts a list into runs of `size`, the last one shorter. */
export function inParts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, part) =>
    list.slice(part * size, (part + 1) * size),
  );
}
