/** What the course is about: its file, and what is asked about it. */
export interface Subject {
  readonly title: string;
  readonly filename: string;
  readonly pdf: Uint8Array;
  readonly question: string;
  /** Asked as well, where the file has no answer to it. */
  readonly strayQuestion?: string;
}
