/** The words of a document in lower case, hyphenated ones whole, to tell a hyphen that belongs from one that only breaks a line. */
export function findVocabulary(lines: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const line of lines) {
    for (const [word] of line.matchAll(/\p{L}+(?:[-\u2010]\p{L}+)*/gu)) words.add(plain(word));
  }
  return words;
}

/**
 * Joins two lines of one paragraph: a word broken over the line end becomes whole, Chinese and Japanese take no space.
 * A hyphen before a small letter goes, unless the document writes the word with it elsewhere and not without it, or the
 * word has hyphens before that one.
 */
export function joinLines(before: string, after: string, vocabulary: ReadonlySet<string>): string {
  const head = /(\p{L}+(?:[-\u2010]\p{L}+)*)[-\u2010]$/u.exec(before.slice(-longestWord))?.[1];
  const rest = /^\p{L}+(?:[-\u2010]\p{L}+)*/u.exec(after)?.[0];
  if (head !== undefined && rest !== undefined) {
    return /^\p{Ll}/u.test(rest) && isOneWord(plain(head), plain(rest), vocabulary)
      ? before.slice(0, -1) + after
      : before + after;
  }
  if (/\S-$/u.test(before) && after.startsWith(">")) return before + after;
  if (/\d[-\u2010\u2013]$/u.test(before) && /^\d/u.test(after)) return before + after;
  return unspaced.test(before.slice(-1)) && unspaced.test(after.slice(0, 1))
    ? before + after
    : `${before} ${after}`;
}

/** As far back as a broken word is looked for. */
const longestWord = 100;

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u;

function isOneWord(head: string, rest: string, vocabulary: ReadonlySet<string>): boolean {
  if (vocabulary.has(head + rest)) return true;
  return !vocabulary.has(`${head}-${rest}`) && !head.includes("-");
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll("\u2010", "-");
}
