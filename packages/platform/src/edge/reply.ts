import type { Route } from "@smartcourse/contracts/define";
import { DomainError, errorCatalogue, statusByKind } from "@smartcourse/contracts/errors";
import type { Problem } from "@smartcourse/contracts/problem";
import type { HttpRequest } from "./request.ts";

/** What a handler answers when the value alone does not say it. */
export class Reply<T> {
  readonly value: T;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number | undefined;
  constructor(value: T, headers: Record<string, string> = {}, status?: number) {
    this.value = value;
    this.headers = headers;
    this.status = status;
  }
}

/** A text in one of the media types in which a route answers beside its own. */
export class TextReply extends Reply<never> {
  readonly text: string;
  readonly mediaType: string;
  constructor(text: string, mediaType: string, headers: Record<string, string> = {}) {
    super(undefined as never, headers);
    this.text = text;
    this.mediaType = mediaType;
  }
}

/** 201 with the address of what was made. */
export function created<T>(value: T, location: string, headers: Record<string, string> = {}): Reply<T> {
  return new Reply(value, { location, ...headers });
}

/** 202 with the address that tells how it goes. */
export function accepted<T>(value: T, location: string): Reply<T> {
  return new Reply(value, { location }, 202);
}

/**
 * The strong ETag of an object that counts its revisions. `detail` tells apart what is read of one revision where that
 * differs in something nobody can overwrite (seats that are taken); `If-Match` does not look at it.
 */
export function etag(revision: number | string, detail?: number): string {
  return detail === undefined ? `"${revision}"` : `"${revision}.${detail}"`;
}

/**
 * Holds an `If-Match` header against the revision that is stored. No header asks for nothing.
 * @throws DomainError request.precondition_failed
 */
export function requireMatch(ifMatch: string | undefined, revision: number): void {
  if (ifMatch === undefined || ifMatch === "*") return;
  const tags = ifMatch.split(",").map((tag) => tag.trim().replace(/\.\d+"$/, '"'));
  if (tags.includes(etag(revision))) return;
  throw new DomainError(
    "request.precondition_failed",
    "It was changed meanwhile: read it again and send its new ETag in If-Match",
    {
      errors: [{ field: "if-match", message: `does not match the current ETag ${etag(revision)}` }],
    },
  );
}

/** 304 in place of a reply that the reader has, by `If-None-Match` (RFC 9110, section 13.1.2: a weak comparison). */
export function notModified(request: HttpRequest, reply: HttpReply): HttpReply {
  const [known, current] = [request.headers["if-none-match"], reply.headers["etag"]];
  if (request.method !== "GET" || known === undefined || current === undefined) return reply;
  const tags = known.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (!tags.includes(current) && known.trim() !== "*") return reply;
  return { statusCode: 304, headers: { etag: current }, body: "" };
}

export interface HttpReply {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded?: boolean;
}

/** The reply as the route declares it: its status, its media type, and the value cut to its schema. */
export function shapeReply(route: Route, outcome: unknown): HttpReply {
  const reply = outcome instanceof Reply ? outcome : new Reply(outcome);
  const statusCode = reply.status ?? Number(Object.keys(route.replies)[0] ?? 204);
  const schema = Object.entries(route.replies).find(([status]) => Number(status) === statusCode)?.[1];
  if (statusCode === 204 || statusCode === 302)
    return { statusCode, headers: { ...reply.headers }, body: "" };
  if (reply instanceof TextReply) return textual(statusCode, reply);
  if (reply.value instanceof Uint8Array) return binary(statusCode, reply.value, reply.headers);
  const value: unknown = schema === undefined ? reply.value : schema.parse(reply.value);
  const text = route.mediaType !== undefined;
  return {
    statusCode,
    headers: {
      "content-type": text ? `${route.mediaType}; charset=utf-8` : "application/json",
      ...reply.headers,
    },
    body: text ? String(value) : JSON.stringify(value),
  };
}

function textual(statusCode: number, { text, mediaType, headers }: TextReply): HttpReply {
  const charset = mediaType.startsWith("text/") ? "; charset=utf-8" : "";
  return { statusCode, headers: { "content-type": `${mediaType}${charset}`, ...headers }, body: text };
}

/** Bytes as they are: a file. Its headers say what it is. */
function binary(statusCode: number, bytes: Uint8Array, headers: Readonly<Record<string, string>>): HttpReply {
  return {
    statusCode,
    headers: { ...headers },
    body: Buffer.from(bytes).toString("base64"),
    isBase64Encoded: true,
  };
}

/** An error as RFC 9457 has it. What is not a DomainError says nothing but that it is our fault. */
export function problem(error: DomainError | undefined, requestId: string): HttpReply {
  const status = error === undefined ? 500 : statusByKind[error.kind];
  const document: Problem = {
    type: "about:blank",
    title: error === undefined ? "Internal error" : errorCatalogue[error.code].title,
    status,
    detail: error?.message ?? "Something went wrong on our side. Tell us the request_id if it stays.",
    code: error?.code ?? "internal",
    request_id: requestId,
    ...(error?.details.errors !== undefined && { errors: [...error.details.errors] }),
  };
  return {
    statusCode: status,
    headers: {
      "content-type": "application/problem+json",
      ...(error?.kind === "unauthenticated" && { "www-authenticate": "Bearer" }),
      ...(error?.details.retryAfter !== undefined && {
        "retry-after": String(Math.ceil(error.details.retryAfter)),
      }),
    },
    body: JSON.stringify({ ...document, ...error?.details.extensions }),
  };
}
