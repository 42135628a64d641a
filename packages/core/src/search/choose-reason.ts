import { type SearchReason, longestReason } from "@smartcourse/contracts/search/schemas";
import { type AskedWords, coverage, findWords } from "./asked-words.ts";
import { excerpt } from "./excerpt.ts";

type Kind = SearchReason["kind"];
type Place = Pick<SearchReason, "material_id" | "module_id" | "page" | "start_seconds">;

/** A text of a course that may be why it was found. */
export interface Candidate {
  readonly kind: Kind;
  readonly text: string;
  readonly place?: Place;
}

const nowhere: Place = { material_id: null, module_id: null, page: null, start_seconds: null };

/**
 * Why a course was found: by the text with most of the words asked for, the first of those that have as many. Where only the
 * meaning matched that is the first candidate, so they are given best first. `beginning`: of which the last word may be one.
 */
export function chooseReason(
  candidates: readonly Candidate[],
  asked: AskedWords,
  beginning = "",
): SearchReason {
  const [best] = candidates
    .map((candidate) => ({
      candidate,
      share: coverage(findWords(candidate.text, asked, beginningIn(candidate)), asked),
    }))
    .toSorted((a, b) => b.share - a.share);
  if (best === undefined) throw new Error("A course has a title at least");
  const { kind, text, place = nowhere } = best.candidate;
  const limit = kind === "title" ? Number.POSITIVE_INFINITY : longestReason;
  return { kind, ...place, ...excerpt(text, asked, limit, beginningIn(best.candidate)) };

  /** Only titles are searched by beginnings. */
  function beginningIn({ kind: of }: Candidate): string {
    return of === "title" ? beginning : "";
  }
}
