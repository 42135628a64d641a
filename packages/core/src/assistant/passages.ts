import type { FoundPassage } from "./assistant-ports.ts";
import type { Span } from "./sentence-spans.ts";

/** A passage that the answer may be drawn from. */
export interface Passage extends FoundPassage {
  readonly material: string;
  /** How well it fits the question, from 0 to 1. */
  readonly relevance: number;
  /** What of its text is not shown to the model. */
  readonly orders: readonly Span[];
}
