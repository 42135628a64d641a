import type { FoundPassage } from "./assistant-ports.ts";

/** Questions that ask what a thing is or does; what they ask about is the group. */
const forms: readonly RegExp[] = [
  /^\W*what (?:do|does|did) (.+?) (?:do|mean|stand for|refer to|represent)\W*$/iu,
  /^\W*what(?: is| are| was| were|['’]s) the (?:purpose|meaning|definition|role|point|use|function) of (.+?)\W*$/iu,
  /^\W*what(?: is| are| was| were|['’]s) (.+?) (?:used|meant|there|good) for\W*$/iu,
  // "What is the limit?" asks for a number; "What is a limit?" what that is.
  /^\W*what(?: is| are| was| were|['’]s) ((?!the ).+?)\W*$/iu,
];
/** What stands beside a thing's name and is not part of it. */
const around =
  /^(?:(?:an?|the|this)\s+)?(?:(?:function|method|command|option|flag|variable|parameter|tool|program|builtin|element|macro)\s+)?|\s+(?:function|method|command|option|flag|variable|parameter|tool|program|builtin|element|macro)s?$/giu;
/** A name longer than this is a description, which no text repeats. */
const longestName = 60;

/** What a question wants to have explained, as it names it; undefined where it asks something else. */
export function subjectOf(question: string): string | undefined {
  const line = question.replace(/\s+/gu, " ");
  const named = forms.map((form) => form.exec(line)?.[1]).find((found) => found !== undefined);
  const name = named?.replace(around, "").trim() ?? "";
  return name === "" || name.length > longestName ? undefined : name;
}

/**
 * How far a passage introduces a subject, from 0 to 1: it says what that is, or has it as a label; or only begins a
 * sentence or its innermost heading with it. Where the subject has underscores, the passage may have spaces or line ends.
 */
export function introduction(subject: string): (passage: Pick<FoundPassage, "heading" | "text">) => number {
  const parts = subject.split(/[_\s]+/u).filter((part) => part !== "");
  const name = parts.map((part) => eitherCase(part)).join("[_\\s]+");
  const alone = `(?<![\\p{L}\\p{N}_-])${name}(?![\\p{L}\\p{N}_]|-\\p{L})`;
  const opening = `(?:^|\\n|[.!?]\\s)\\s*(?:[-*+•]\\s+|\\(?\\d{1,3}[.)]\\s+)?(?:(?:[Aa]n?|[Tt]he)\\s+)?${alone}`;
  const heads = new RegExp(alone, "u");
  const opens = new RegExp(opening, "u");
  const explains = new RegExp(
    `${opening}(?:\\s*\\n|\\s+(?:is|are|means|denotes)\\s+(?:an?|the)\\s|\\s+(?:The|An?|If|When|\\p{Lu}\\p{Ll}+s)\\s)`,
    "u",
  );
  return ({ heading, text }) => {
    if (explains.test(text)) return 1;
    return opens.test(text) || heads.test(heading.split(" > ").at(-1) ?? "") ? 0.3 : 0;
  };
}

/** A pattern for a word that may begin a sentence. */
function eitherCase(word: string): string {
  const [first = "", ...rest] = Array.from(word, (letter) => letter.replace(/[.*+?^${}()|[\]\\]/u, "\\$&"));
  const [lower, upper] = [first.toLowerCase(), first.toUpperCase()];
  return `${lower === upper ? first : `[${lower}${upper}]`}${rest.join("")}`;
}
