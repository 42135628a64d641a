import { posix } from "node:path";

const longestTitle = 255;

/** As much of a title as there is room for, without half a character. */
export function asTitle(text: string): string {
  return text
    .slice(0, longestTitle)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
}

const inNaturalOrder = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** `01-getting_started` is "Getting started". */
export function readable(name: string): string {
  const words = name
    .replace(/^\d+(?:\.\d+)*[\s._-]+(?=.)/u, "")
    .replace(/[_-]+/gu, " ")
    .trim();
  const text = words === "" ? name : words;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** To the end of a paragraph, where that leaves half of it, else to the end of a word. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  const paragraph = cut.lastIndexOf("\n\n");
  const end = paragraph > longest / 2 ? paragraph : cut.lastIndexOf(" ");
  return `${cut.slice(0, end > 0 ? end : cut.length).trimEnd()}…`;
}

/** By their parts, numbers by their value; what lies in a directory itself before what lies deeper. */
export function comparePaths(one: string, other: string): number {
  const [ones, others] = [one.split("/"), other.split("/")];
  for (const [index, part] of ones.entries()) {
    const otherPart = others[index];
    if (otherPart === undefined) return 1;
    const order = inNaturalOrder.compare(part, otherPart);
    if (order !== 0) return order;
  }
  return ones.length - others.length;
}

export function isPage(path: string): boolean {
  return /\.(?:md|markdown)$/iu.test(path);
}

/** The page that speaks for its directory. */
export function isIndex(path: string): boolean {
  return /^(?:readme|index|_index)\.(?:md|markdown)$/iu.test(posix.basename(path));
}
