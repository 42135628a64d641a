/** The width of a text, in ems: at a size of 10 points one em is 10 points. */
export type Measure = (text: string) => number;

/** Points. `leading`: height of a line, in ems. */
export interface TextBox {
  readonly width: number;
  readonly height: number;
  readonly largest: number;
  readonly leading: number;
}

export interface FittedText {
  /** Points. */
  readonly size: number;
  readonly lines: readonly string[];
}

const step = 0.5;

/**
 * The largest size, in half points, at which a text fits into a box, and its lines, about equally long. A word that is
 * longer than a line is divided between characters. Nothing ever sticks out: a long text becomes small.
 */
export function fitText(text: string, box: TextBox, measure: Measure): FittedText {
  let size = box.largest;
  while (size > step && !fits(text, box, size, measure)) size -= step;
  return { size, lines: balance(text, box.width / size, measure) };
}

function fits(text: string, { width, height, leading }: TextBox, size: number, measure: Measure): boolean {
  return breakLines(text, width / size, measure).length * size * leading <= height;
}

/** As few lines as the width needs, none much longer than the others: at the least width that needs no more of them. */
function balance(text: string, width: number, measure: Measure): string[] {
  const { length } = breakLines(text, width, measure);
  let [low, high] = [0, width];
  while (high - low > width / 200) {
    const middle = (low + high) / 2;
    const lines = breakLines(text, middle, measure);
    // A narrow trial may have divided a word that the full width keeps whole.
    if (lines.length > length || lines.join(" ") !== text.trim()) low = middle;
    else high = middle;
  }
  return breakLines(text, high, measure);
}

/** Lines of at most `width` ems, filled one after the other. */
export function breakLines(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text
    .trim()
    .split(/\s+/u)
    .flatMap((long) => divide(long, width, measure))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A word that is too long for a line, in parts that are not; a single character stays whole. */
function divide(word: string, width: number, measure: Measure): string[] {
  if (measure(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  for (const { segment } of characters.segment(word)) {
    if (part !== "" && measure(part + segment) > width) {
      parts.push(part);
      part = "";
    }
    part += segment;
  }
  return [...parts, part];
}
