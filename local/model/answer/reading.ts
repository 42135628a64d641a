import type { Embedder } from "../embedding/embedder.ts";
import type { Passage } from "../text/passages.ts";
import type { Prompt } from "../text/prompt.ts";
import { isRefusal, readWishes, type Wishes } from "../text/wishes.ts";
import { type Candidate, weighEvidence } from "./evidence.ts";
import { chooseSentences } from "./extract-answer.ts";
import { type JudgedStatement, judgeStatements } from "./judge-candidate.ts";

/** One prompt and what was found out about it. What costs embeddings is found out when first asked for, and once. */
export class Reading {
  readonly prompt: Prompt;
  readonly wishes: Wishes;
  readonly embedder: Embedder;
  readonly #signal: AbortSignal | undefined;
  #candidates: Promise<readonly Candidate[]> | undefined;
  #statements: Promise<readonly JudgedStatement[]> | undefined;

  constructor(prompt: Prompt, embedder: Embedder, signal?: AbortSignal) {
    this.prompt = prompt;
    this.wishes = readWishes(prompt);
    this.embedder = embedder;
    this.#signal = signal;
  }

  /** Every sentence as an answer to the question, best first. */
  candidates(): Promise<readonly Candidate[]> {
    const { question, passages } = this.prompt;
    this.#candidates ??= weighEvidence(question, passages, this.embedder, this.#signal);
    return this.#candidates;
  }

  /** The sentences that answer; none where the material does not. */
  async chosen(): Promise<readonly Candidate[]> {
    return chooseSentences(await this.candidates(), this.wishes.count);
  }

  /** How surely the passages, or one of them, answer the question, from 0 to 1. */
  async confidence(passage?: Passage): Promise<number> {
    const candidates = await this.candidates();
    const best = passage ? candidates.find((candidate) => candidate.passage === passage) : candidates[0];
    return best?.confidence ?? 0;
  }

  /** The sentences of the answer that the prompt wants judged. */
  statements(): Promise<readonly JudgedStatement[]> {
    const { candidate, passages } = this.prompt;
    this.#statements ??= judgeStatements(candidate ?? "", passages, this.embedder, this.#signal);
    return this.#statements;
  }

  /** How far the passages support the answer to be judged: as far as its weakest sentence. A refusal claims nothing. */
  async support(): Promise<number> {
    if (this.#refused()) return 1;
    const statements = await this.statements();
    return statements.length === 0 ? 0 : Math.min(...statements.map(({ support }) => support));
  }

  /** How surely the answer to be judged answers the question. */
  async usefulness(): Promise<number> {
    const { question, candidate } = this.prompt;
    if (candidate === undefined || this.#refused()) return 0;
    const passage = { id: "", text: candidate, attributes: {} };
    return (await weighEvidence(question, [passage], this.embedder, this.#signal))[0]?.confidence ?? 0;
  }

  #refused(): boolean {
    return isRefusal(this.prompt.candidate ?? "", this.wishes.refusal);
  }
}
