import { plain, type Sentence } from "../text/sentences.ts";
import { contentTerms, stem } from "../text/terms.ts";

/** Questions that ask what a thing is or does; what they ask about is the group. */
const forms: readonly RegExp[] = [
  /^\W*what (?:do|does|did) (?:an? |the )?(.+?) (?:do|mean|stand for|refer to|represent|specify|contain|give|describe|indicate|control|hold|return)\W*$/iu,
  /^\W*what(?: is| are| was| were|['’]s)(?: the (?:purpose|meaning|definition|role|point|use|function|effect) of)? (?:an? |the )?(.+?)(?: (?:used |good |there |meant )?for)?\W*$/iu,
  /^\W*(?:please )?(?:define|explain|describe) (?:an? |the )?(.+?)\W*$/iu,
];
/** What a thing is called beside its name: "the option -k", "the function f". */
const kinds = new Set(
  `function method command option flag switch parameter argument variable builtin tool program utility field attribute
  element keyword macro constant error routine call request`
    .split(/\s+/)
    .map(stem),
);
const leading = /^(?:\[[\p{L} ]+\]|[-*+•‣▪–]|\(?\d{1,3}[.)]|the|an?|this)\s+/iu;
const token = /[\p{L}\p{N}_]+(?:[-.:/][\p{L}\p{N}_]+)*|(?<!\S)[-−–]{1,2}[\p{L}\p{N}_-]+/gu;

/** What the question wants to be told of, as stems; undefined where it asks something else. */
export function subjectOf(question: string): ReadonlySet<string> | undefined {
  const named = forms.map((form) => form.exec(plain(question))?.[1]).find((found) => found !== undefined);
  if (named === undefined) return undefined;
  const terms = contentTerms(named);
  const proper = terms.filter((term) => !kinds.has(term));
  const subject = new Set(proper.length > 0 ? proper : terms);
  return subject.size > 0 ? subject : undefined;
}

/**
 * How far a sentence is about the subject, from 0 to 1: it begins with it, or stands right under a heading or label that
 * names it. `place` counts the sentences between, from 0.
 */
export function tellsOf(
  subject: ReadonlySet<string>,
  { text, heading }: Pick<Sentence, "text" | "heading">,
  place: number,
): number {
  return Math.max(opensWith(subject, plain(text)), standsUnder(subject, text, heading) * 0.8 ** place);
}

/** "X is a …" tells what X is, "X reads …" what it does; so does "X The …", a term in front of its definition. */
function opensWith(subject: ReadonlySet<string>, text: string): number {
  const said = text.replace(leading, "");
  const tokens = [...said.matchAll(token)];
  const first = tokens.findIndex(([word]) => isWhole(word, subject));
  const last = tokens.findIndex((_, at) => at >= first && isNamed(tokens.slice(first, at + 1), subject));
  if (first < 0 || first > 1 || last < 0 || last > first + subject.size) return 0;
  const from = (tokens[last]?.index ?? 0) + (tokens[last]?.[0].length ?? 0);
  return predicate(said.slice(from)) * (first === 0 ? 1 : 0.5);
}

function isNamed(tokens: readonly RegExpExecArray[], subject: ReadonlySet<string>): boolean {
  const held = new Set(tokens.flatMap(([word]) => contentTerms(word)));
  return [...subject].every((term) => held.has(term));
}

/** What follows the subject, and how much it tells of it. */
function predicate(rest: string): number {
  if (/^\s+\w+\s+(?:not|never)\b/u.test(rest)) return 0.4;
  if (
    /^\s+(?:is|are|was|were)\s+(?:an?|the|one|used)\s|^\s+(?:means?|denotes?|refers?|stands?)\s/u.test(rest)
  )
    return 1;
  return /^\s+(?:\p{Ll}{2,}s\s|\p{Lu}(?:\p{Ll}|\s)|\p{Ll}+ly\s)/u.test(rest) ? 0.8 : 0.4;
}

/** A word joined to the subject by a hyphen or dot makes another thing of it. */
function isWhole(word: string, subject: ReadonlySet<string>): boolean {
  const terms = contentTerms(word);
  return terms.length > 0 && terms.every((term) => subject.has(term));
}

function standsUnder(subject: ReadonlySet<string>, text: string, heading: string): number {
  if (/^[\p{L}\p{N}_]+(?: [\p{L}\p{N}_]+)?:\s/u.test(text)) return 0;
  const named = contentTerms(labelName(heading));
  if (![...subject].every((term) => named.includes(term))) return 0;
  return 1 / (1 + 0.25 * (named.length - subject.size));
}

/** Of a signature its name, of a command its name without what it takes. */
function labelName(heading: string): string {
  const before = heading.replace(/^\[[\p{L} ]+\]\s*/u, "").split(/\s*[([<=]/u)[0] ?? "";
  return heading.includes("(") ? (before.split(/\s+/u).at(-1) ?? before) : before.replace(/^[\d.]+\s+/u, "");
}
