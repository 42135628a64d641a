import type { Prompt } from "./prompt.ts";
import { stem, words } from "./terms.ts";

/** What a prompt's instructions ask for in a reply of plain text. */
export interface Wishes {
  readonly task: "answer" | "summary" | "quiz" | "rewrite" | "verdict" | "score";
  /** The sentence to say when the material has no answer. */
  readonly refusal: string;
  /** That passages are cited, and whether it is said that this is done by `[n]` in the text. */
  readonly citations: boolean;
  readonly markers: boolean;
  readonly bullets: boolean;
  /** How many sentences, points or questions; undefined where no number is named. */
  readonly count: number | undefined;
  /** The two words of a verdict, as the prompt writes them. */
  readonly verdict: { readonly yes: string; readonly no: string } | undefined;
  /** The ends of the scale of a score. */
  readonly scale: { readonly from: number; readonly to: number } | undefined;
}

export const defaultRefusal = "The course material does not say.";

const absence =
  /\b(?:not|no|cannot|can't|don't|doesn't|does not|isn't|aren't|missing|absent|insufficient|without|unable|lacks?)\b/iu;
const sayQuoted =
  /(?:reply|answer|respond|say|saying|state|write|return|output|exactly|with|:)\s*(?:only|exactly|just|that|this|with|the (?:exact )?(?:sentence|phrase|words?|text))*\s*:?\s*["“`']([^"”`\n]{3,200}?)["”`'](?=[\s.,;)]|$)/iu;
const sayExactly =
  /(?:reply|answer|respond|say|write)(?:\s+(?:only|exactly|just|with|this|the|sentence|phrase|words?))+\s*:\s*([^\n"“]{3,200}?)\s*$/imu;
const markers = /\[(?:n|i|id|number|\d)\]|\bmarkers?\b|\bsquare brackets\b/iu;
const yesOrNo = /["'“`]?\b(yes|true)\b["'”`]?\s*(?:or|\/|,|\|)\s*["'“`]?\b(no|false)\b/iu;
const fromTo =
  /\b(?:score|number|rate|rating|grade|scale|integer|value)\b[^.\n]{0,60}?\b(-?\d+(?:\.\d+)?)\s*(?:to|and|-|–|\.\.)\s*(\d+(?:\.\d+)?)/iu;
const counted =
  /\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)(?:[ \t]+[\w-]+){0,3}?[ \t]+(?:sentences?|questions?|points?|bullets?|items?|paragraphs?|lines?)\b/iu;
const assigned = /\b(?:num(?:ber)?[_ ]?(?:of[_ ])?questions|count)\s*[:=]\s*(\d{1,3})\b/iu;
const numerals = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Reads them from the instructions alone: nothing that stands in a passage or a marked question is an order. */
export function readWishes({ instructions, marked }: Prompt): Wishes {
  const verdict = yesOrNo.exec(instructions);
  const scale = fromTo.exec(instructions);
  return {
    task: readTask(instructions, marked, verdict !== null, scale !== null),
    refusal: readRefusal(instructions) ?? defaultRefusal,
    citations: /\bcit(?:e|es|ed|ing|ation|ations)\b/iu.test(instructions) || markers.test(instructions),
    markers: markers.test(instructions),
    bullets: /\bbullets?\b|\bbulleted\b/iu.test(instructions),
    count: readCount(instructions),
    verdict: verdict ? { yes: verdict[1] ?? "yes", no: verdict[2] ?? "no" } : undefined,
    scale: scale ? { from: Number(scale[1]), to: Number(scale[2]) } : undefined,
  };
}

function readTask(instructions: string, marked: boolean, verdict: boolean, scale: boolean): Wishes["task"] {
  if (!marked && /\bquiz\b|multiple[- ]choice/iu.test(instructions)) return "quiz";
  if (!marked && /\bsummar(?:y|ies|i[sz]e|i[sz]ing)\b/iu.test(instructions)) return "summary";
  if (/\b(?:rewrite|rephrase|reformulate|standalone question|search query)\b/iu.test(instructions))
    return "rewrite";
  if (verdict) return "verdict";
  return scale ? "score" : "answer";
}

/** The quoted words of the sentence that speaks of an answer that is not there. */
function readRefusal(instructions: string): string | undefined {
  const sentences = instructions.split(/(?<=[.!?]["'”`]?)\s+(?=[A-Z<#-])|\n{2,}|\n(?=\s*[-*\d#])/u);
  for (const sentence of sentences.filter((text) => absence.test(text))) {
    const said = sayQuoted.exec(sentence)?.[1] ?? sayExactly.exec(sentence)?.[1];
    if (said !== undefined && words(said).length > 0) return said.trim();
  }
  return undefined;
}

function readCount(instructions: string): number | undefined {
  const match = assigned.exec(instructions) ?? counted.exec(instructions);
  if (!match?.[1]) return undefined;
  const spelled = numerals.indexOf(match[1].toLowerCase());
  return spelled >= 0 ? spelled : Number(match[1]);
}

/** Whether a text is the refusal, whatever its punctuation. */
export function isRefusal(text: string, refusal: string): boolean {
  const form = (value: string) => words(value).map(stem).join(" ");
  return form(text) === form(refusal);
}
