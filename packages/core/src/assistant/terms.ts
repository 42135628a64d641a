/** English words that carry a sentence's grammar, not its subject, and those that only make a text a question. */
const stopWords = new Set(
  `a about after again all also am an and any are as at be because been before being between both but by can could did do
  does doing done down during each either else every for from further get gets give given had has have having he her here
  him his how i if in into is it its itself just let like lot made make makes many may me might more most much must my need
  of off on once only or other our ours out over own per please same shall she should so some something such tell than that
  the their them then there these they thing things this those through thus to too under until up upon us use used uses
  using very via was way we were what when where whether which while who whom whose why will with within would yes you your
  yours course material materials lesson module passage passages explain describe mean means meant mention mentioned`.split(
    /\s+/,
  ),
);

const negators = new Set(
  `no not never none nor neither nobody nothing nowhere without cannot hardly nicht kein keine keinen keiner nie ohne pas jamais
  sans nunca`.split(/\s+/),
);

const numberWords = new Map(
  "zero one two three four five six seven eight nine ten eleven twelve"
    .split(" ")
    .map((word, index) => [word, String(index)]),
);

/** A number with its fraction, a word or identifier. */
const token = /\d+(?:[.,]\d+)*|[\p{L}\p{M}\p{N}_]+(?:['’]\p{L}+)?/gu;
/** Scripts that write no space between words: there every character is a token. */
const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u;
const anyToken = new RegExp(
  `\\d+(?:[.,]\\d+)*|${unspaced.source}|(?:(?!${unspaced.source})[\\p{L}\\p{M}\\p{N}_])+(?:['’]\\p{L}+)?`,
  "gu",
);
/** An option of a command, with whatever dashes a typesetter made of its own. */
const option = /(?<![\p{L}\p{N}_\-−–])[-−–]{1,2}(\p{L}(?:[\p{L}\p{N}_\-−–]*[\p{L}\p{N}])?)/gu;
const clauseEnd = /[,;:.!?()\n]|\b(?:but|however|except)\b/iu;
/** How many terms after a "not" it denies. */
const negationReach = 4;

/** A text as the verifier and the ranker see it. */
export interface Terms {
  /** Stems of the words that carry meaning. */
  readonly all: ReadonlySet<string>;
  /** Those that are numbers. */
  readonly numbers: ReadonlySet<string>;
  /** Those written with a capital inside a sentence. */
  readonly names: ReadonlySet<string>;
  /** Those that only programs use: with an underscore, or an option with one dash. */
  readonly identifiers: ReadonlySet<string>;
  /** Those that a negation stands before. */
  readonly denied: ReadonlySet<string>;
  /** Those that stand somewhere without one. */
  readonly affirmed: ReadonlySet<string>;
  /** All words and the parts of identifiers, in order, with a space before and after each. */
  readonly sequence: string;
}

/** Reads the terms of a text. */
export function readTerms(text: string): Terms {
  const names = new Set<string>();
  const denied = new Set<string>();
  const affirmed = new Set<string>();
  const sequence: string[] = [];
  let reach = 0;
  let end = 0;
  for (const match of text.matchAll(unspaced.test(text) ? anyToken : token)) {
    const between = text.slice(end, match.index);
    end = match.index + match[0].length;
    const lower = match[0].toLowerCase();
    sequence.push(...partsOf(lower));
    if (clauseEnd.test(between) || lower === "but" || lower === "except") reach = 0;
    if (isNegator(lower)) {
      reach = negationReach;
      continue;
    }
    if (isStopWord(lower)) continue;
    const stem = stemOf(match[0]);
    if (isName(match[0]) && !opensSentence(text, match.index)) names.add(stem);
    (reach > 0 ? denied : affirmed).add(stem);
    reach = Math.max(0, reach - 1);
  }
  for (const match of text.matchAll(option)) affirmed.add(optionOf(match[1] ?? ""));
  const all = new Set([...affirmed, ...denied]);
  return {
    all,
    numbers: new Set([...all].filter((term) => /^\d/u.test(term))),
    names,
    identifiers: new Set([...all].filter((term) => /^-|[^_]_+[^_]/u.test(term))),
    denied,
    affirmed,
    sequence: ` ${sequence.join(" ")} `,
  };
}

/** Whether a text has a term. An identifier may have lost its underscores, as in text out of a PDF, or be broken at one. */
export function holds({ all, sequence }: Terms, term: string): boolean {
  return all.has(term) || (term.includes("_") && sequence.includes(` ${partsOf(term).join(" ")} `));
}

/** The terms of texts in a row. */
export function joinTerms(parts: readonly Terms[]): Terms {
  const join = (key: Exclude<keyof Terms, "sequence">) => new Set(parts.flatMap((part) => [...part[key]]));
  return {
    all: join("all"),
    numbers: join("numbers"),
    names: join("names"),
    identifiers: join("identifiers"),
    denied: join("denied"),
    affirmed: join("affirmed"),
    sequence: parts.map(({ sequence }) => sequence).join(""),
  };
}

/**
 * Takes the commonest English endings off a word, so that "installs", "installed" and "installing" meet: the S stemmer
 * (Harman, How effective is suffixing?, 1991), then -ing, -ed, -ly and a last -e. Identifiers and numbers stay.
 */
function stemOf(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s$/u, "");
  if (/^\d/u.test(lower)) return lower.replaceAll(/,(?=\d{3}\b)/gu, "");
  if (lower.length < 4 || /[\d_]/u.test(lower)) return numberWords.get(lower) ?? lower;
  return numberWords.get(lower) ?? withoutEnding(singular(lower));
}

function singular(word: string): string {
  if (/[^ae]ies$/u.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|x|z)es$/u.test(word)) return word.slice(0, -2);
  return /[^aeous]s$|[^ao]es$/u.test(word) ? word.slice(0, -1) : word;
}

function withoutEnding(word: string): string {
  const root = /^(.{3,}?)(?:ing|ed|ly)$/u.exec(word)?.[1];
  const base = root === undefined || !/[aeiouy]/u.test(root) ? word : root.replace(/([bdgmnprt])\1$/u, "$1");
  return base.replace(/^(.{3,})e$/u, "$1");
}

function partsOf(identifier: string): string[] {
  return identifier.split(/_+/u).filter((part) => part !== "");
}

function optionOf(name: string): string {
  return `-${name.toLowerCase().replaceAll(/[−–]/gu, "-")}`;
}

function isNegator(lower: string): boolean {
  return negators.has(lower) || /n['’]t$/u.test(lower);
}

function isStopWord(lower: string): boolean {
  const letter = /^\p{L}$/u.test(lower) && !unspaced.test(lower);
  return letter || stopWords.has(lower.replace(/['’].*$/u, ""));
}

function isName(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

/** Whether nothing but quotes, bullets and brackets stands between a position and the end of what came before. */
function opensSentence(text: string, at: number): boolean {
  return /(?:^|[.!?:\n]["'”’)\]]*)[\s"'“‘([*•-]*$/u.test(text.slice(Math.max(0, at - 12), at));
}
