/** What a person may ask in: one version of one course. */
export interface Scope {
  readonly course_id: number;
  readonly version: number;
}

/** A passage of the course's material as the index has it, and how near it is to what was searched for (cosine, to 1). */
export interface FoundPassage {
  readonly id: string;
  readonly material_id: number;
  readonly module_id: number | null;
  /** Counts the PDF's pages from 1; null where the format has none. */
  readonly page: number | null;
  /** When captions or a recording say it, in seconds; null elsewhere. */
  readonly start_seconds: number | null;
  readonly end_seconds: number | null;
  readonly heading: string;
  readonly text: string;
  readonly similarity: number;
}

export interface Prompt {
  readonly system: string;
  readonly user: string;
}

/** All that the graph's nodes know of the world. Each throws where its store or provider does not answer. */
export interface AssistantPorts {
  /** Passages of the scope alone, at most `limit`. */
  readonly search: (query: string, scope: Scope, limit: number) => Promise<readonly FoundPassage[]>;
  /** Titles of the course's materials, by id. */
  readonly titles: (courseId: number, materialIds: readonly number[]) => Promise<ReadonlyMap<number, string>>;
  /** The model's answer as it is written. */
  readonly write: (prompt: Prompt) => AsyncIterable<string>;
  /** The model's whole answer, at temperature 0. */
  readonly complete: (prompt: Prompt) => Promise<string>;
}
