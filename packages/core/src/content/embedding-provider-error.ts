/** Statuses that the same request gets again: the key, the model or the request is wrong. */
const permanent = new Set([400, 401, 403, 404, 422]);
const longestDetail = 200;

/** The embedding provider failed. `message` tells that to the person whose course is being published. */
export class EmbeddingProviderError extends Error {
  override readonly name = "EmbeddingProviderError";
  /** Whether trying again is no use until somebody changes a setting. */
  readonly permanent: boolean;

  constructor(cause: unknown) {
    const status = statusOf(cause);
    super(`The embedding provider did not answer: ${describe(cause, status)}`, { cause });
    this.permanent = status !== undefined && permanent.has(status);
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && "status" in error && typeof error.status === "number"
    ? error.status
    : undefined;
}

function describe(error: unknown, status: number | undefined): string {
  // Its text may show a part of the key.
  if (status === 401 || status === 403) return `it refuses our key (${status}).`;
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0]?.slice(0, longestDetail) ?? "";
}
