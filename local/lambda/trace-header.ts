import { randomBytes } from "node:crypto";

/** An invocation's place in an X-Ray trace. */
export interface TraceContext {
  readonly root: string;
  /** The invocation's own segment: what the function's subsegments hang from. */
  readonly segment: string;
  /** The caller's segment, where it named one. */
  readonly parent: string | undefined;
  readonly sampled: boolean;
}

const rootPattern = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/;

/**
 * Goes on with the trace of an `X-Amzn-Trace-Id` header, or begins one. The caller's sampling decision stands; where it
 * made none, `rate` (0 to 1) of the traces are sampled.
 */
export function continueTrace(header: string | undefined, rate: number): TraceContext {
  const fields = new Map(
    (header ?? "").split(";").map((field) => field.trim().split("=", 2) as [string, string | undefined]),
  );
  const root = fields.get("Root");
  const known = root !== undefined && rootPattern.test(root);
  const decision = known ? fields.get("Sampled") : undefined;
  return {
    root: known ? root : newRoot(),
    segment: randomBytes(8).toString("hex"),
    parent: known ? fields.get("Parent") : undefined,
    sampled: decision === "1" || (decision !== "0" && Math.random() < rate),
  };
}

function newRoot(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `1-${seconds}-${randomBytes(12).toString("hex")}`;
}

/** The header as the function finds it in `_X_AMZN_TRACE_ID`. */
export function traceHeader({ root, segment, sampled }: TraceContext): string {
  return `Root=${root};Parent=${segment};Sampled=${sampled ? 1 : 0}`;
}
