import { ApiError } from "./api-error.ts";
import { isObject, type JsonObject } from "./json-body.ts";

/**
 * How the stand-in misbehaves on demand, as a real provider can. This is its own, no part of OpenAI's API:
 *
 *   POST /control  {"embeddings": "fail", "chat": "ok", "status": 429, "retry_after": 1, "times": 2, "chunk_delay_ms": 20}
 *
 * `fail` answers with `status` (500 if none is given), `hang` never answers, `break` cuts the connection: in the middle
 * of a stream, or instead of an answer. `times` is how many requests it hits, then all is well again; without it, until
 * the next POST. `chunk_delay_ms` slows a stream down. What is left out goes back to normal: `{}` ends every fault.
 * With an Authorization header it is
 * for requests with that one alone. GET /control shows the state, and the environment variable MODEL_FAULTS may hold the same JSON from the start.
 */
export interface FaultState {
  readonly embeddings: FaultMode;
  readonly chat: FaultMode;
  readonly status: number;
  readonly retry_after: number | null;
  readonly times: number | null;
  readonly chunk_delay_ms: number;
}

const modes = ["ok", "fail", "hang", "break"] as const;
export type FaultMode = (typeof modes)[number];

export class Faults {
  #state: FaultState;
  readonly #ofCallers = new Map<string, Faults>();

  constructor(wanted: JsonObject = {}) {
    this.#state = parseFaults(wanted);
  }

  get state(): FaultState {
    return this.#state;
  }

  /** What requests with this Authorization header meet: their own, where it was ever set, else everybody's. */
  of(authorization = ""): Faults {
    return this.#ofCallers.get(authorization) ?? this;
  }

  /** Replaces the state: everybody's, or that of one Authorization header. Throws 400 where a value is not one. */
  set(wanted: JsonObject, authorization?: string): void {
    if (authorization === undefined) this.#state = parseFaults(wanted);
    else this.#ofCallers.set(authorization, new Faults(wanted));
  }

  /** What this request meets, counted. */
  meet(endpoint: "embeddings" | "chat"): FaultMode {
    const { times, ...state } = this.#state;
    const mode = state[endpoint];
    if (mode !== "ok" && times !== null) {
      const left = times - 1;
      this.#state =
        left > 0 ? { ...state, times: left } : { ...state, embeddings: "ok", chat: "ok", times: null };
    }
    return mode;
  }

  /** The error of a request that is to fail. */
  error(): ApiError {
    const { status, retry_after } = this.#state;
    const wait = retry_after === null ? {} : { retryAfter: retry_after };
    if (status === 429)
      return new ApiError(429, "Rate limit reached (a fault of the stand-in, on demand)", {
        type: "requests",
        code: "rate_limit_exceeded",
        ...wait,
      });
    return new ApiError(status, "The server had an error (a fault of the stand-in, on demand)", {
      type: status >= 500 ? "server_error" : "invalid_request_error",
      ...wait,
    });
  }
}

function parseFaults(wanted: JsonObject): FaultState {
  if (!isObject(wanted)) throw new ApiError(400, "Faults are a JSON object");
  return {
    embeddings: mode(wanted, "embeddings"),
    chat: mode(wanted, "chat"),
    status: integer(wanted, "status", 400, 599) ?? 500,
    retry_after: integer(wanted, "retry_after", 0, 3600),
    times: integer(wanted, "times", 1, 1_000_000),
    chunk_delay_ms: integer(wanted, "chunk_delay_ms", 0, 60_000) ?? 0,
  };
}

function mode(wanted: JsonObject, name: string): FaultMode {
  const value = wanted[name] ?? "ok";
  const known = modes.find((candidate) => candidate === value);
  if (!known) throw new ApiError(400, `${name} must be one of ${modes.join(", ")}`, { param: name });
  return known;
}

function integer(wanted: JsonObject, name: string, from: number, to: number): number | null {
  const value = wanted[name] ?? null;
  if (value === null) return null;
  if (typeof value !== "number" || !Number.isInteger(value) || value < from || value > to)
    throw new ApiError(400, `${name} must be an integer from ${from} to ${to}`, { param: name });
  return value;
}
