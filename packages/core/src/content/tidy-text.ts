/** Ligatures that fonts draw for plain letters. Full NFKC would also flatten x², ½ and full-width forms, which carry meaning. */
const ligatures: Readonly<Record<string, string>> = {
  "\uFB00": "ff",
  "\uFB01": "fi",
  "\uFB02": "fl",
  "\uFB03": "ffi",
  "\uFB04": "ffl",
  "\uFB05": "st",
  "\uFB06": "st",
};

/**
 * One form for what looks the same: composed letters (NFC), ligatures as letters, plain spaces, no invisible characters. Word's bullets
 * (Symbol and Wingdings, in the private-use area) become bullets.
 */
export function tidyCharacters(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\uFB00-\uFB06]/gu, (ligature) => ligatures[ligature] ?? ligature)
    .replace(/[\uF0A7\uF0B7]/gu, "•")
    .replace(/[\u00A0\u2000-\u200A\u202F\u205F]/gu, " ")
    .replace(/[\u00AD\u200B\u2060\uFEFF]/gu, "")
    .replace(/(?![\t-\r\u0085])\p{Cc}|\uFFFD/gu, "");
}

/** `tidyCharacters`, and line feeds as line ends, nothing after the last character of a line, form feeds as blank lines. */
export function tidyText(text: string): string {
  return tidyCharacters(text)
    .replace(/\r\n?|[\u0085\u2028]/gu, "\n")
    .replace(/[\f\v\u2029]/gu, "\n\n")
    .replace(/[ \t]+$/gmu, "")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
}
