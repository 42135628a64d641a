/** Who may call the API from a page, and what the page may send and see. Tokens are bearer tokens: no credentials. */
export const corsPolicy = {
  allowOrigins: ["*"],
  allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
  allowHeaders: [
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "last-event-id",
    "traceparent",
  ],
  exposeHeaders: [
    "content-disposition",
    "etag",
    "idempotent-replayed",
    "location",
    "ratelimit",
    "ratelimit-policy",
    "retry-after",
    "traceparent",
    "x-request-id",
  ],
  maxAgeSeconds: 3600,
} as const;
