import type { AssistantPorts, FoundPassage } from "./assistant-ports.ts";
import type { AskState } from "./ask-state.ts";
import { findOrders, withoutOrders } from "./find-orders.ts";
import type { Passage } from "./passages.ts";
import type { Span } from "./sentence-spans.ts";
import { introduction, subjectOf } from "./subject.ts";
import { holds, readTerms } from "./terms.ts";

/**
 * What the signals count. Meaning leads; the question's own words decide where identifiers are asked for; where it asks
 * what a thing is, many passages name the thing, and the one that introduces it answers.
 */
const weights = { meaning: 0.7, words: 0.3, introduction: 0.25 };
/** A passage this much less relevant than the best one is noise. */
const leastShare = 0.45;
/** Below these two texts have nothing to do with each other: a cosine, and a share of the question's words. */
const unrelated = { meaning: 0.1, words: 0.3 };
/** An entry of a table of contents or an index: it has the question's words, and answers nothing. */
const entry = /(?:…|\.{4,})[ \t]*\d*[ \t]*$/u;
/** The share of such lines from which a passage is a listing. */
const listing = 0.5;
/** Fewer words say nothing. */
const fewWords = 3;

/**
 * Scores every candidate against what was asked, drops what is irrelevant or holds nothing but orders, and keeps the
 * best `topK`.
 */
export async function rerank(
  state: AskState,
  { titles }: Pick<AssistantPorts, "titles">,
  topK: number,
): Promise<Partial<AskState>> {
  const best: (Ranked & { readonly orders: readonly Span[] })[] = [];
  for (const candidate of rank(state.question, state.found, state.query)) {
    if (best.length === topK) break;
    const orders = findOrders(candidate.passage.text);
    if (/[\p{L}\p{N}]/u.test(withoutOrders(candidate.passage.text, orders)))
      best.push({ ...candidate, orders });
  }
  if (best.length === 0) return { passages: [] };
  const materials = [...new Set(best.map(({ passage }) => passage.material_id))];
  const names = await titles(state.scope.course_id, materials);
  const passages = best.map(({ passage, relevance, orders }): Passage => {
    const material = names.get(passage.material_id) ?? `Material ${passage.material_id}`;
    return { ...passage, material, relevance, orders };
  });
  return { passages };
}

export interface Ranked {
  readonly passage: FoundPassage;
  /** From 0 to 1. */
  readonly relevance: number;
}

/**
 * Orders candidates by nearness in meaning and by the share of the question's terms that they have, where a term counts
 * by how few of the candidates have it (Spärck Jones 1972). A heading counts as text. What introduces the thing that
 * is asked about comes before what only names it; listings of headings are left out.
 */
export function rank(question: string, found: readonly FoundPassage[], query = ""): Ranked[] {
  const texts = found.filter((passage) => !isListing(passage.text) && !isBare(passage));
  const subject = subjectOf(question);
  const introduced = subject === undefined ? () => 0 : introduction(subject);
  const asked = [...readTerms(`${question}\n${query}`).all];
  const held = texts.map(({ heading, text }) => readTerms(`${heading}\n${text}`));
  const weight = new Map(
    asked.map((term) => [
      term,
      Math.log(1 + texts.length / Math.max(1, held.filter((terms) => holds(terms, term)).length)),
    ]),
  );
  const total = sum(asked.map((term) => weight.get(term) ?? 0));
  const ranked = texts.map((passage, index) => {
    const terms = held[index];
    const words = sum(
      asked.filter((term) => terms && holds(terms, term)).map((term) => weight.get(term) ?? 0),
    );
    const covered = total === 0 ? 0 : words / total;
    const relevance =
      weights.meaning * Math.max(0, passage.similarity) +
      weights.words * covered +
      weights.introduction * introduced(passage);
    const related = passage.similarity >= unrelated.meaning || covered >= unrelated.words;
    return { passage, relevance: related ? relevance : 0 };
  });
  const best = Math.max(0, ...ranked.map(({ relevance }) => relevance));
  return ranked
    .filter(({ relevance }) => relevance > 0 && relevance >= leastShare * best)
    .sort((a, b) => b.relevance - a.relevance);
}

function isListing(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.filter((line) => entry.test(line)).length > listing * lines.length;
}

/** Whether a passage is nothing but its headings. */
function isBare({ heading, text }: FoundPassage): boolean {
  const path = heading.split(" > ");
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const said = lines.filter((line) => !path.includes(line.trim()));
  return said.length < lines.length && (said.join(" ").match(/[\p{L}\p{N}]+/gu) ?? []).length < fewWords;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
