import { type TimedText, captionPage } from "./caption-text.ts";
import { decodeText } from "./decode-text.ts";
import type { ExtractedText } from "./extracted-text.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/**
 * The text of captions, SRT or WebVTT (W3C), with the times at which it is said; without markup, names of voices and styles.
 * Throws `UnreadableFileError`: "no_text" where there is no cue with words in it, else as `decodeText` does.
 */
export function extractCaptions(bytes: Uint8Array, type: "application/x-subrip" | "text/vtt"): ExtractedText {
  const lines = decodeText(bytes)
    .replace(/^\uFEFF/u, "")
    .split(/\r\n?|\n/u);
  const page = captionPage(type === "text/vtt" ? readVtt(lines) : readSrt(lines));
  if (page.text === "") throw noCues(type);
  return { pages: [page], page_count: null, empty_pages: [] };
}

/** Blocks are parted by blank lines; a block without a time is a note, a style or a region. */
function readVtt(lines: readonly string[]): TimedText[] {
  return blocksOf(lines).flatMap((block) => {
    const at = block.findIndex((line) => timesIn(line) !== undefined);
    const times = timesIn(block[at] ?? "");
    // Only a name may stand above the time.
    if (times === undefined || at > 1 || /^(?:NOTE|STYLE|REGION)(?:\s|$)/u.test(block[0] ?? "")) return [];
    return [{ ...times, text: plain(block.slice(at + 1).join("\n")) }];
  });
}

function blocksOf(lines: readonly string[]): string[][] {
  const blocks: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === "") blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks;
}

/** In SRT a cue may hold blank lines: it goes on until the next time, less the number above that. */
function readSrt(lines: readonly string[]): TimedText[] {
  const starts = lines.flatMap((line, at) => (timesIn(line) === undefined ? [] : [at]));
  return starts.flatMap((at, index) => {
    const times = timesIn(lines[at] ?? "");
    if (times === undefined) return [];
    const next = starts[index + 1] ?? lines.length;
    const isNumbered = next < lines.length && next - 1 > at && /^\s*\d+\s*$/u.test(lines[next - 1] ?? "");
    return [{ ...times, text: plain(lines.slice(at + 1, isNumbered ? next - 1 : next).join("\n")) }];
  });
}

const time = /(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})/u.source;
const times = new RegExp(`^\\s*${time}\\s*-->\\s*${time}(?:\\s|$)`, "u");

function timesIn(line: string): Pick<TimedText, "start_seconds" | "end_seconds"> | undefined {
  if (!line.includes("-->")) return undefined;
  const found = times.exec(line);
  if (found === null) return undefined;
  return { start_seconds: seconds(found.slice(1, 5)), end_seconds: seconds(found.slice(5, 9)) };
}

function seconds([hours = "0", minutes = "0", whole = "0", fraction = "0"]: readonly (
  | string
  | undefined
)[]): number {
  const thousandths = Number(fraction.padEnd(3, "0"));
  return ((Number(hours) * 60 + Number(minutes)) * 60_000 + Number(whole) * 1000 + thousandths) / 1000;
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  nbsp: " ",
  lrm: "",
  rlm: "",
  quot: '"',
};

/** Text without tags (of WebVTT, and those that players know in SRT), pronunciations, and the positions that ASS left over. */
function plain(text: string): string {
  return text
    .replace(/<rt>[^<]*(?:<\/rt>|$)/giu, "")
    .replace(/<\/?[a-z][^<>]*>|<\/>|<[\d:.]+>/giu, "")
    .replace(/\{\\[^{}]*\}/gu, "")
    .replace(/\\[Nnh]/gu, " ")
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm|quot);/gu, (_, name: string) => entities[name] ?? "");
}

function noCues(type: string): UnreadableFileError {
  const what = type === "text/vtt" ? "WebVTT" : "SRT";
  return new UnreadableFileError(
    "no_text",
    `The ${what} file holds no caption with a time (00:00:01${type === "text/vtt" ? "." : ","}000 --> …) and words. Export the captions anew and upload them.`,
  );
}
