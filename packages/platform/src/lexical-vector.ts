/** A sparse vector: distinct indices, and a weight for each. */
export interface SparseVector {
  readonly indices: number[];
  readonly values: number[];
}

/** BM25 (Robertson and Zaragoza 2009): how soon a repeated word stops counting, and how much a long text pays for its length. */
const k1 = 1.2;
const b = 0.75;
/** Tokens of a usual passage of 1,000 characters. */
const usualLength = 170;

/**
 * The words of a text as a sparse vector: BM25's saturated term frequencies at indices that are hashes of the words.
 * Passages and questions are made alike; Qdrant adds the inverse document frequency.
 */
export function lexicalVector(text: string): SparseVector {
  const tokens = tokenize(text);
  const counts = new Map<number, number>();
  for (const token of tokens) {
    const index = hash(token);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  const norm = k1 * (1 - b + (b * tokens.length) / usualLength);
  return {
    indices: [...counts.keys()],
    values: [...counts.values()].map((count) => (count * (k1 + 1)) / (count + norm)),
  };
}

/** A word, or several joined as in identifiers, versions, paths and times: `max_connections`, `3.14`, `kube-proxy`, `C++`. */
const word = /[\p{L}\p{N}\p{M}_]+(?:[._\-/:'’@][\p{L}\p{N}\p{M}_]+)*(?:\+\+|#)?/gu;
const parts = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{N}+|[\p{L}\p{M}]+/gu;
/** Scripts that write no space between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2,}/gu;

/**
 * Words in lower case, without diacritics, stemmed lightly. A compound counts whole and by its parts, so an exact
 * identifier finds itself and a word finds the identifiers it is in. Scripts without spaces yield pairs of characters.
 */
export function tokenize(text: string): string[] {
  return [...foldDiacritics(text).matchAll(word)].flatMap(([match]) => {
    const runs = match.match(unspaced);
    if (runs !== null) return runs.flatMap(pairs);
    const plain = match.replace(/['’]s?$|['’](?:s|t|re|ve|ll|d|m)$/iu, "");
    const pieces = plain.match(parts) ?? [];
    if (pieces.length === 1 && pieces[0] === plain) return [stem(plain.toLowerCase())];
    return [plain.toLowerCase(), ...pieces.map((piece) => stem(piece.toLowerCase()))];
  });
}

/** é as e, in scripts where a mark is a nuance; in others (Devanagari) marks are vowels and stay. */
function foldDiacritics(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, "$1")
    .normalize("NFC");
}

function pairs(run: string): string[] {
  const characters = Array.from(run);
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/** English endings only: plurals (Harman 1991), -ing, -ed and the mute e, so that cache, caches, cached and caching meet. */
function stem(token: string): string {
  if (!/^[a-z]{4,}$/.test(token)) return token;
  const singular = token
    .replace(/ies$/, "y")
    .replace(/(?<=ss|x|z|ch|sh)es$/, "")
    .replace(/(?<![sui])s$/, "");
  const bare = /^(.*[aeiouy].*|[aeiouy].+)(?:ing|ed)$/.exec(singular)?.[1] ?? singular;
  const root = bare.length < 3 ? singular : bare;
  return (root === singular ? root : root.replace(/([bdfgmnprt])\1$/, "$1")).replace(/(?<=..)e$/, "");
}

/** FNV-1a over UTF-8, 32 bits. Stored in the index: changing it means indexing everything anew. */
function hash(token: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(token, "utf8")) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}
