import { cosine, type Embedder, normalise } from "../embedding/embedder.ts";
import type { Passage } from "../text/passages.ts";
import { foldIdentifiers, identifiers } from "../text/identifiers.ts";
import { plain, type Sentence, splitSentences } from "../text/sentences.ts";
import { showsAnswerKind } from "./answer-kind.ts";
import { coverage, questionTerms, termsOf } from "./coverage.ts";
import { missingNames } from "./missing-names.ts";
import { sharedWording } from "./shared-wording.ts";
import { subjectOf, tellsOf } from "./subject.ts";

export interface Candidate {
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** Orders candidates. */
  readonly score: number;
  /** How surely this sentence and its passage answer the question, from 0 to 1. */
  readonly confidence: number;
}

/** A sentence with what stands around it. */
interface Placed {
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** What it is said under: the heading above it, else the last one that the passage's title names. */
  readonly heading: string;
  /** How many sentences stand between that and this one. */
  readonly place: number;
  readonly around: string;
}

/** What is known of a sentence in the light of the question, each from 0 to 1 but for the cosines. */
interface Signals {
  readonly meaning: number;
  readonly passageMeaning: number;
  readonly terms: number;
  readonly termsAround: number;
  readonly wording: number;
  readonly kind: number;
  /** How far it tells of what the question asks to be told of. */
  readonly subject: number;
  /** Whether the passage names what the question names as programs do. */
  readonly named: boolean;
  /** How many names the question has that no passage has. */
  readonly strangers: number;
}

/**
 * Every sentence of the passages as an answer to the question, best first: nearness in meaning, of the sentence and of
 * its passage, the question's terms weighted by rarity, and whether it shows what kind of thing is asked for.
 */
export async function weighEvidence(
  question: string,
  passages: readonly Passage[],
  embedder: Embedder,
  signal?: AbortSignal,
): Promise<Candidate[]> {
  const placed = passages.flatMap(placeSentences);
  if (placed.length === 0 || question.trim() === "") return [];
  const texts = placed.map(({ sentence }) => withHeading(sentence));
  const [asked, ...vectors] = await embedder.embed([plain(question), ...texts], signal);
  if (!asked) return [];
  const read = readSentences(question, placed, embedder);
  const means = passageMeans(placed, vectors);
  const candidates = placed.map(({ passage, sentence }, at): Candidate => {
    const signals: Signals = {
      meaning: cosine(asked, vectors[at] ?? asked),
      passageMeaning: cosine(asked, means.get(passage) ?? asked),
      ...read(at),
    };
    return { passage, sentence, score: score(signals), confidence: confidence(signals, embedder.kind) };
  });
  return candidates.toSorted((a, b) => b.score - a.score);
}

/** All signals but meaning. A heading's terms count as those of the sentences under it, though not quite as much. */
function readSentences(question: string, placed: readonly Placed[], embedder: Embedder) {
  const names = identifiers(question);
  const subject = subjectOf(question);
  const read = (text: string) => termsOf(foldIdentifiers(text, names));
  const own = placed.map(({ sentence }) => read(sentence.text));
  const terms = questionTerms(question, own, embedder);
  const needed = [...names, ...(subject ?? [])].filter(
    (name) => name.includes("_") || (subject?.size === 1 && name.startsWith("-")),
  );
  const strangers = missingNames(question, placed.map(({ around }) => around).join(" "));
  const share = (set: ReadonlySet<string>) =>
    coverage(terms, set, ({ rarity, scarcity }) => rarity * scarcity);
  return (at: number): Omit<Signals, "meaning" | "passageMeaning"> => {
    const { passage, sentence, heading, place, around } = placed[at] as Placed;
    const text = foldIdentifiers(sentence.text, names);
    const whole = read(`${titleOf(passage)} ${passage.text}`);
    const shown = showsAnswerKind(question, sentence.text);
    return {
      terms: Math.max(share(own[at] ?? new Set()), underHeading * share(read(`${heading} ${sentence.text}`))),
      termsAround: coverage(terms, read(around), ({ rarity }) => rarity),
      wording: sharedWording(question, sentence.text),
      kind: shown === undefined ? 0.5 : Number(shown),
      subject: subject ? tellsOf(subject, { text, heading: foldIdentifiers(heading, names) }, place) : 0,
      named: needed.every((name) => whole.has(name)),
      strangers,
    };
  };
}

/** What a term counts that only the heading has. */
const underHeading = 0.8;

/**
 * A question in the text is no answer, but it stands over the next sentence as a heading does. Nor is an order to
 * whoever reads the prompt: material is to be quoted, never obeyed.
 */
function placeSentences(passage: Passage): Placed[] {
  const title = titleOf(passage);
  const all = splitSentences(passage.text);
  return all.flatMap((sentence, at) => {
    if (isQuestion(sentence.text) || order.test(sentence.text)) return [];
    if (isTitle(sentence.text, title) || pointer.test(sentence.text)) return [];
    const near = all.slice(Math.max(0, at - sentencesBefore), at + 2).map(({ text }) => text);
    const around = [title, sentence.heading, ...near].join(" ");
    const under = underQuestion(sentence, all[at - 1]);
    const heading = under.heading === "" ? lastHeading(title) : under.heading;
    const place = at - all.findIndex((other) => other.heading === sentence.heading);
    return [{ passage, sentence: under, heading, place, around }];
  });
}

/** A heading that looks like an item of a list, or a mark in the margin of one. */
function isTitle(text: string, title: string): boolean {
  return /^\[[\p{L} ]+\]$/u.test(text) || (!/[.!?]$/u.test(text) && title.endsWith(plain(text)));
}

/** What a sentence leans on was mostly said so shortly before it. */
const sentencesBefore = 2;

function titleOf({ attributes }: Passage): string {
  return attributes["title"] ?? attributes["section"] ?? attributes["heading"] ?? "";
}

/** The innermost of the headings in a title: the last in "Handbook, page 3, Storage > Disks". */
function lastHeading(title: string): string {
  return title.split(/ [>›»] /u).at(-1) ?? title;
}

const order =
  /\b(?:ignore|disregard|forget|override)\b[^.]{0,60}\b(?:instructions?|prompts?|rules|guidelines|messages?)\b|\b(?:answer|respond|reply)\b[^.]{0,40}\b(?:with|by saying)\b[^.]{0,20}["“'`]|^\W*(?:system|assistant|user)\s*:/iu;

/** "See below" says where the answer is. */
const pointer = /^\W*(?:see|refer to|for (?:more|further) (?:details|information))\b/iu;

function isQuestion(text: string): boolean {
  return /[?？]["'”’)]*$/u.test(text);
}

function underQuestion(sentence: Sentence, previous: Sentence | undefined): Sentence {
  return previous && isQuestion(previous.text) ? { ...sentence, heading: plain(previous.text) } : sentence;
}

function withHeading({ text, heading }: Sentence): string {
  return heading === "" ? plain(text) : `${heading}: ${plain(text)}`;
}

/** The direction of a passage: the mean of its sentences, which costs nothing more to embed. */
function passageMeans(
  placed: readonly Placed[],
  vectors: readonly Float32Array[],
): Map<Passage, Float32Array> {
  const means = new Map<Passage, Float32Array>();
  placed.forEach(({ passage }, at) => {
    const vector = vectors[at];
    if (!vector) return;
    const mean = means.get(passage) ?? new Float32Array(vector.length);
    for (let i = 0; i < mean.length; i += 1) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0);
    means.set(passage, mean);
  });
  for (const mean of means.values()) normalise(mean);
  return means;
}

/**
 * Weights of meaning, terms and kind found on the development set of SQuAD 2.0 (Rajpurkar et al. 2018) and on the questions
 * of Python's FAQ; of subject and wording on questions about the manuals of programs.
 */
function score({ meaning, passageMeaning, terms, termsAround, wording, kind, subject }: Signals): number {
  const said = meaning + 0.5 * passageMeaning + 0.5 * terms + 0.2 * termsAround;
  return said + 0.2 * wording + 0.1 * kind + 0.8 * subject;
}

/** A logistic regression on the same questions, with the paragraph that answers them in the material and taken out of it. */
function confidence(signals: Signals, kind: Embedder["kind"]): number {
  const { meaning, passageMeaning, termsAround, subject, named, strangers } = signals;
  const logit =
    kind === "minilm"
      ? -4.4 + 3.6 * meaning + 2.2 * passageMeaning + 1.9 * termsAround
      : -4 + 3 * meaning + 2 * passageMeaning + 4 * termsAround;
  const sure = 1 / (1 + Math.exp(strangers - logit - subject));
  return named ? sure : unnamed * sure;
}

/** What is left of a passage's worth where it does not name what is asked about. */
const unnamed = 0.3;
