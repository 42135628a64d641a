/** Who may call the API from a page, and what the page may send and see: `stacks/cors.ts`, or a test's own. */
export interface CorsPolicy {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number;
}

type Headers = Readonly<Record<string, string | undefined>>;

/** Whether API Gateway answers this request itself: it does so on every path, routed or not. */
export function isPreflight(method: string, headers: Headers): boolean {
  return (
    method === "OPTIONS" &&
    headers["origin"] !== undefined &&
    headers["access-control-request-method"] !== undefined
  );
}

/** Headers of the answer to a preflight request. */
export function preflightHeaders(policy: CorsPolicy, headers: Headers): Record<string, string> {
  const origin = allowedOrigin(policy, headers["origin"]);
  if (origin === undefined) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": policy.allowMethods.join(","),
    "access-control-allow-headers": policy.allowHeaders.join(","),
    "access-control-max-age": String(policy.maxAgeSeconds),
  };
}

/** Headers that API Gateway adds to the answer of a request that names its origin. */
export function responseHeaders(policy: CorsPolicy, headers: Headers): Record<string, string> {
  const origin = allowedOrigin(policy, headers["origin"]);
  if (origin === undefined) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": policy.exposeHeaders.join(","),
  };
}

function allowedOrigin(policy: CorsPolicy, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (policy.allowOrigins.includes("*")) return "*";
  return policy.allowOrigins.includes(origin) ? origin : undefined;
}
