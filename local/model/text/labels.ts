/** What a list of definitions puts over each: a term, an option, a command with its arguments. */
const longestLabel = 60;
const mostWords = 6;
const signatureLines = 3;
const codeLike = /[_[\]<>/=*]|\p{L}\d|\p{Ll}\p{Lu}|(?<!\S)[-−–]\S/u;
const signature =
  /^(?:\[[\p{L} ]+\]\s*)?(?:[\w*&<>:]+\s+){0,5}(?<name>[\w*:~.]+)\s*\((?<inside>[^.!?]*)\)\s*;?\s*(?:\[[\p{L} ]+\])?$/u;

/** Lines that name what the text below them is about; `last` is the last of them. */
export interface Label {
  readonly first: number;
  readonly last: number;
}

/** An entry of a table of contents or an index: words, dots, a page. It points to an answer and is none. */
export function isEntry(line: string): boolean {
  return (
    /(?:…|(?:\.[ \t]?){4,})[ \t]*(?:\d[\d, ]*|[ivxl]+)?[ \t]*$/u.test(line) && !/[.!?]\s+\p{Lu}/u.test(line)
  );
}

/** A function as a reference shows it: `int get_item (list * from, int at)`. */
export function isSignature(text: string): boolean {
  const { name = "", inside = "" } = signature.exec(text.trim())?.groups ?? {};
  return name !== "" && (codeLike.test(name) || /^\s*$|[*,]/u.test(inside));
}

/** Finds the labels that stand between the lines of a text: signatures, and short lines under which a sentence begins. */
export function findLabels(lines: readonly string[]): Label[] {
  const found: Label[] = [];
  for (let first = 0; first < lines.length; first += 1) {
    const last = endOfSignature(lines, first) ?? endOfTerms(lines, first);
    if (last === undefined) continue;
    found.push({ first, last });
    first = last;
  }
  return found;
}

function endOfSignature(lines: readonly string[], first: number): number | undefined {
  if ((lines[first] ?? "").trim() === "") return undefined;
  for (let last = first; last < first + signatureLines; last += 1) {
    if (isSignature(lines.slice(first, last + 1).join(" ")) && opensSentence(lines[last + 1] ?? ""))
      return last;
  }
  return undefined;
}

/** Terms in a row share what is said below them. */
function endOfTerms(lines: readonly string[], first: number): number | undefined {
  if (!/^$|[.!?:]["'”’)\]]*$/u.test((lines[first - 1] ?? "").trim())) return undefined;
  let last = first;
  while (isTerm(lines[last] ?? "")) last += 1;
  const below = lines[last] ?? "";
  const alone = below.trim() === "";
  if (last === first || (alone ? !codeLike.test(lines[first] ?? "") : !opensSentence(below)))
    return undefined;
  return last - 1;
}

function isTerm(line: string): boolean {
  const text = line.trim();
  if (text === "" || text.length > longestLabel || text.split(/\s+/u).length > mostWords) return false;
  return /^(?:\p{Ll}|[/~˜$]|[−–-]{1,2}\p{L})/u.test(text) && !/[.!?:;,]$/u.test(text);
}

function opensSentence(line: string): boolean {
  return line.trim() === "" || /^\s*["“'‘(]?[\p{Lu}\d]/u.test(line);
}
