/** Something that feeds functions until it is stopped. A stop lets the batches under way end. */
export interface EventSource {
  stop(): Promise<void>;
}

/** Takes what an event source has to tell. */
export type SourceLog = (message: string, fields: Record<string, unknown>) => void;
