import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Font, create } from "fontkit";

/** What a text of the certificate is set in; behind each stand the faces of other scripts. */
export type Style = "regular" | "italic" | "semibold";

/** Asked in this order, after the style's own face: Latin, Greek and Cyrillic are in that. */
const otherScripts = ["arabic", "hebrew", "devanagari", "han", "hangul", "other"] as const;
type FaceName = Style | (typeof otherScripts)[number];

export interface Face {
  readonly name: FaceName;
  readonly path: string;
  readonly font: Font;
}

/** Characters that change how others look, and have no look of their own: no face needs them. */
const unseen = /^[\p{Default_Ignorable_Code_Point}]$/u;

/** The faces in a folder, each opened when first needed: those of Chinese and Korean are large. */
export class Typefaces {
  readonly #folder: string;
  readonly #open = new Map<FaceName, Face>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The first face that has all of a character (a grapheme); undefined where none has. */
  faceFor(character: string, style: Style): Face | undefined {
    for (const name of [style, ...otherScripts]) {
      const face = this.face(name);
      if (hasAll(face.font, character)) return face;
    }
    return undefined;
  }

  face(name: FaceName): Face {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const path = join(this.#folder, `${name}.${name === "han" || name === "hangul" ? "otf" : "ttf"}`);
    const face = { name, path, font: openFont(path) };
    this.#open.set(name, face);
    return face;
  }
}

function openFont(path: string): Font {
  const font = create(readFileSync(path));
  if (!("glyphForCodePoint" in font)) throw new Error(`${path} is a collection of fonts, not one`);
  return font;
}

function hasAll(font: Font, character: string): boolean {
  return Array.from(character).every(
    (point) => unseen.test(point) || font.hasGlyphForCodePoint(point.codePointAt(0) ?? 0),
  );
}
