import { DomainError } from "@smartcourse/contracts/errors";

/** Errors of sockets and drivers that say "it is down or too slow", not "you are wrong". */
const networkCodes = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE", "EAI_AGAIN"]);
const mongoNames = new Set([
  "MongoServerSelectionError",
  "MongoNetworkError",
  "MongoNetworkTimeoutError",
  "MongoPoolClearedError",
]);
/** Connection exceptions, operator intervention (a cancelled statement among them), too many connections. */
const postgresClasses = /^(08|57)|^53300$/;
const postgresTexts = /timeout exceeded when trying to connect|Connection terminated|Query read timeout/;
const lockTimeout = "55P03";
/** A deadlock, and a transaction that lost to another: the same request works a moment later. */
const collisions = new Set(["40P01", "40001"]);

/**
 * What a failure of a dependency is to the caller: 503 with Retry-After, or 409 while somebody holds what is asked for.
 * `undefined` where the error is no such thing.
 */
export function outage(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? String(error.code) : "";
  if (code === lockTimeout) {
    return new DomainError(
      "idempotency.in_flight",
      "Another request on the same object has not ended yet: try again",
      { cause: error, retryAfter: 1 },
    );
  }
  const down =
    networkCodes.has(code) ||
    collisions.has(code) ||
    mongoNames.has(error.name) ||
    postgresClasses.test(code) ||
    postgresTexts.test(error.message);
  if (!down) return undefined;
  return new DomainError(
    "dependency.unavailable",
    "A part of the platform does not answer: try again in a moment",
    { cause: error, retryAfter: 2 },
  );
}
