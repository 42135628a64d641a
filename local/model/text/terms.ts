import { options } from "./identifiers.ts";

/** Words that carry a sentence's grammar, not its subject; with those that only make a text a question. */
const stopWords = new Set(
  `a about above after again against all also am an and any are as at be because been before being below between both
  but by can could did do does doing done down during each either else ever every few for from further get gets getting
  give given had has have having he her here hers him his how however i if in into is it its itself just kind let lot
  make makes many may me might more most much must my need needed no nor not of off on once one only or other our ours
  out over own please possible same shall she should so some something such sort tell than that the their theirs them
  then there these they thing things this those through to too under until up upon us use used very was way ways we
  were what whatever when where whether which while who whom whose why will with within without would you your yours
  course material materials according explain describe mean means meant mentioned passage passages text s t re ve ll d
  don doesn didn isn aren wasn weren won wouldn couldn shouldn`.split(/\s+/),
);

const wordPattern = /[\p{L}\p{N}_]+(?:['’](?=[\p{L}])[\p{L}]+)?/gu;

/** The words of a text in order, as written. An identifier with underscores is one word; dots and dashes separate. */
export function words(text: string): string[] {
  return text.match(wordPattern) ?? [];
}

/**
 * Takes the commonest English endings off a word, so that "installs", "installed" and "installing" meet: the S stemmer
 * (Harman 1991) and then -ing, -ed and -ly where enough of the word is left. Identifiers and numbers stay.
 */
export function stem(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s$/u, "");
  if (lower.length < 4 || /[\d_]/u.test(lower)) return lower;
  return withoutSuffix(singular(lower));
}

function singular(word: string): string {
  if (/[^ae]ies$/u.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|x|z)es$/u.test(word)) return word.slice(0, -2);
  if (/[^aeious]s$|[^ao]es$/u.test(word)) return word.slice(0, -1);
  return word;
}

function withoutSuffix(word: string): string {
  const root = /^(.{3,})(?:ing|ed|ly)$/u.exec(word)?.[1];
  if (root === undefined || !/[aeiouy]/u.test(root)) return word.replace(/^(.{3,})e$/u, "$1");
  return root.replace(/([bdgmnprt])\1$/u, "$1").replace(/^(.{3,})e$/u, "$1");
}

export function isStopWord(word: string): boolean {
  return stopWords.has(word.toLowerCase().replace(/['’].*$/u, ""));
}

/**
 * The stems of the words that carry meaning, each once, in order, then the options of commands; one letter counts only
 * as a number does.
 */
export function contentTerms(text: string): string[] {
  const carrying = words(text).filter((word) => !isStopWord(word) && (word.length > 1 || /\d/u.test(word)));
  return [...new Set([...carrying.map(stem), ...options(text)])];
}
