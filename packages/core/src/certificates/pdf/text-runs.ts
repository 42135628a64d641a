import bidiFactory from "bidi-js";
import type { Face, Style, Typefaces } from "./typefaces.ts";

/** A stretch of a line in one face and one direction. `width`: in ems. */
export interface TextRun {
  readonly text: string;
  readonly face: Face;
  readonly width: number;
}

const bidi = bidiFactory();
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** What makes a font's shaper set a run from right to left; signs alone do not. */
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * A line of text as runs from left to right, in the order in which they are seen (Unicode Bidirectional Algorithm, UAX 9):
 * each is shaped as a whole, by the rules of its font. Undefined where a character is in no face that we have.
 */
export function layOut(line: string, style: Style, faces: Typefaces): TextRun[] | undefined {
  const levels = bidi.getEmbeddingLevels(line, "auto");
  const runs: { start: number; level: number; face: Face; text: string }[] = [];
  for (const { segment, index } of graphemes.segment(line)) {
    const level = levels.levels[index] ?? 0;
    const last = runs.at(-1);
    // A space goes with what stands before it.
    const face = segment === " " && last !== undefined ? last.face : faces.faceFor(segment, style);
    if (face === undefined) return undefined;
    const shown = level % 2 === 1 ? (bidi.getMirroredCharacter(segment) ?? segment) : segment;
    if (last?.face === face && last.level === level) last.text += shown;
    else runs.push({ start: index, level, face, text: shown });
  }
  const places = new Map(bidi.getReorderedIndices(line, levels).map((index, place) => [index, place]));
  const placeOf = ({ start, text }: { start: number; text: string }) =>
    Math.min(places.get(start) ?? 0, places.get(start + text.length - 1) ?? 0);
  return runs
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .map(({ text, face, level }) => {
      const shaped = level % 2 === 1 && !rightToLeft.test(text) ? reverse(text) : text;
      return { text: shaped, face, width: widthOf(shaped, face) };
    });
}

function reverse(text: string): string {
  return [...graphemes.segment(text)]
    .map(({ segment }) => segment)
    .toReversed()
    .join("");
}

/** The width of a line in ems; of one that cannot be set, as if every character were one em wide. */
export function measureLine(line: string, style: Style, faces: Typefaces): number {
  const runs = layOut(line, style, faces);
  return runs === undefined ? line.length : runs.reduce((sum, { width }) => sum + width, 0);
}

function widthOf(text: string, { font }: Face): number {
  return font.layout(text).advanceWidth / font.unitsPerEm;
}
