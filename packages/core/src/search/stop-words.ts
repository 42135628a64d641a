/** Words that carry a question's grammar, or that every course is about. */
const stopWords = new Set(
  `a about after all also am an and any are as at be been but by can could course courses did do does doing for from get had
  has have how i if in into is it its learn lesson lessons like me module more most my need no not of on or other our out
  over should so some teach teaches than that the their them then there these they this those to up us use using want was we
  were what when where which while who why will with would you your`.split(/\s+/),
);

const letters = /(?<![\p{L}\p{N}])[\p{L}\p{M}'’]+(?![\p{L}\p{N}+#])/gu;

/** A text without its stop words; the text itself where it has no others. What is written in capitals (IT) is a name. */
export function withoutStopWords(text: string): string {
  const rest = text.replace(letters, (word) => (isStopWord(word) ? " " : word)).trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest.replace(/\s+/g, " ") : text;
}

export function isStopWord(word: string): boolean {
  const shouted = word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
  return !shouted && stopWords.has(word.toLowerCase());
}
