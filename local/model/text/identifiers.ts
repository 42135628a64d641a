const underscored = /[\p{L}\p{N}_]*[\p{L}\p{N}]_+[\p{L}\p{N}][\p{L}\p{N}_]*/gu;
/** `-k` or `--leak-check`, with whatever dashes a typesetter made of them. */
const option = /(?<![\p{L}\p{N}_\-−–])[-−–]{1,2}\p{L}(?:[\p{L}\p{N}_\-−–]*[\p{L}\p{N}])?/gu;

/** The options of commands that a text names, in lower case with one dash in front. */
export function options(text: string): string[] {
  return (text.match(option) ?? []).map(
    (found) => `-${found.toLowerCase().replace(/[−–]/gu, "-").replace(/^-+/u, "")}`,
  );
}

/** The names in a text that only programs give, in lower case: what is said of one is said of no other. */
export function identifiers(text: string): string[] {
  const names = (text.match(underscored) ?? []).map((found) => found.toLowerCase());
  return [...new Set([...names, ...options(text)])];
}

/** Writes those names whole where a PDF's text shows spaces for their underscores, or breaks them at the end of a line. */
export function foldIdentifiers(text: string, names: readonly string[]): string {
  return names
    .filter((name) => name.includes("_"))
    .reduce((folded, name) => folded.replace(spaced(name), name), text);
}

function spaced(name: string): RegExp {
  const parts = name.split(/_+/u).filter((part) => part !== "");
  return new RegExp(`(?<![\\p{L}\\p{N}_])${parts.join("[_\\s]+")}(?![\\p{L}\\p{N}_])`, "giu");
}
