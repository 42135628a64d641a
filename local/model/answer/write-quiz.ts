import type { Embedder } from "../embedding/embedder.ts";
import type { Passage } from "../text/passages.ts";
import { stem, words } from "../text/terms.ts";
import { prose } from "./extract-answer.ts";
import { type KeyTerm, keyTerms } from "./key-terms.ts";
import { summarise, type SummarySentence } from "./summarise.ts";

export interface QuizItem {
  readonly passage: Passage;
  readonly question: string;
  /** Four. */
  readonly options: readonly string[];
  /** Index of the right one, from 0. */
  readonly correct: number;
  /** The sentence that the question is made of, verbatim. */
  readonly quote: string;
}

const optionCount = 4;
const gap = "_____";
/** Where the material has too few words. */
const spares = ["none of these", "all of these", "this is not said"];
/** Not a part of a path, an option or a compound. */
const wholeWord = /(?<![\p{L}\p{N}_./\\@-])\p{L}[\p{L}_]*(?![\p{L}\p{N}_/\\@-]|\.\w)/gu;

/** Gap questions out of the most telling sentences: a weighty word is left out, others of the material stand beside it. */
export function writeQuiz(
  passages: readonly Passage[],
  count: number,
  embedder: Pick<Embedder, "rarity">,
): QuizItem[] {
  const terms = keyTerms(passages.map(({ text }) => text).join("\n"), embedder);
  const used = new Set<string>();
  const items: QuizItem[] = [];
  // Some sentences give no question, so look at more of them than are wanted.
  for (const { passage, sentence } of inTurns(summarise(passages, count * 3, embedder))) {
    if (items.length === count) break;
    const answer = gapWord(sentence.text, terms, used);
    if (!answer) continue;
    const wrong = distractors(answer, sentence.text, terms, items.length);
    used.add(answer.stem);
    const correct = items.length % optionCount;
    items.push({
      passage,
      question: `Which word completes this sentence? ${withGap(prose(sentence.text), answer)}`,
      options: wrong.toSpliced(correct, 0, answer.word),
      correct,
      quote: sentence.text,
    });
  }
  return items;
}

/** One sentence of each passage, then a second of each, and so on: a quiz goes through all of the material. */
function inTurns(sentences: readonly SummarySentence[]): SummarySentence[] {
  const turns = new Map<Passage, number>();
  const withTurn = sentences.map((entry) => {
    const turn = turns.get(entry.passage) ?? 0;
    turns.set(entry.passage, turn + 1);
    return { entry, turn };
  });
  return withTurn.toSorted((a, b) => a.turn - b.turn).map(({ entry }) => entry);
}

/** The weightiest word that stands once in the sentence, past its beginning, and that no earlier question asked for. */
function gapWord(
  sentence: string,
  terms: readonly KeyTerm[],
  used: ReadonlySet<string>,
): KeyTerm | undefined {
  const stems = words(sentence).map(stem);
  const inside = (prose(sentence).match(wholeWord) ?? [])
    .slice(1)
    .filter((word) => stems.indexOf(stem(word)) === stems.lastIndexOf(stem(word)));
  const term = terms.find(
    ({ stem: wanted }) => !used.has(wanted) && inside.some((word) => stem(word) === wanted),
  );
  const word = inside.find((written) => term !== undefined && stem(written) === term.stem);
  return term && word !== undefined ? { ...term, word } : undefined;
}

function withGap(sentence: string, answer: KeyTerm): string {
  return sentence.replace(wholeWord, (word) => (word === answer.word ? gap : word));
}

/** Words like the answer: of the same ending and capital first, and none that the sentence itself has. */
function distractors(answer: KeyTerm, sentence: string, terms: readonly KeyTerm[], turn: number): string[] {
  const present = new Set(words(sentence).map(stem));
  const others = terms.filter((term) => term.stem !== answer.stem && !present.has(term.stem)).slice(0, 60);
  const alike = others.toSorted((a, b) => likeness(b.word, answer.word) - likeness(a.word, answer.word));
  const offset = alike.length > optionCount * 3 ? turn % optionCount : 0;
  const wrong = alike.slice(offset, offset + optionCount - 1).map(({ word }) => matchCase(word, answer.word));
  return [...wrong, ...spares].slice(0, optionCount - 1);
}

function likeness(a: string, b: string): number {
  const capital = Number(/^\p{Lu}/u.test(a) === /^\p{Lu}/u.test(b));
  const ending = Number(a.slice(-2) === b.slice(-2)) + Number(a.endsWith("s") === b.endsWith("s"));
  return capital * 2 + ending - Math.abs(a.length - b.length) / 10;
}

function matchCase(word: string, model: string): string {
  if (!/^\p{Lu}/u.test(model) || /^\p{Lu}/u.test(word)) return word;
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
