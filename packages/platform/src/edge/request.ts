import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { DomainError, type ErrorCode } from "@smartcourse/contracts/errors";
import { formMediaTypes } from "@smartcourse/contracts/shared-schemas";

/** A request as the edge sees it. Header names are in lower case. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
  readonly address: string;
  readonly requestId: string;
}

export type HttpEvent = Pick<
  APIGatewayProxyEventV2,
  "rawPath" | "headers" | "pathParameters" | "queryStringParameters" | "body" | "isBase64Encoded"
> & { requestContext: { http: { method: string; sourceIp: string }; requestId: string } };

const maximumBodyBytes = 1024 * 1024;

/** Reads an API Gateway v2 or function URL event. @throws DomainError request.too_large */
export function readRequest(event: HttpEvent): HttpRequest {
  const body =
    event.isBase64Encoded && event.body !== undefined
      ? Buffer.from(event.body, "base64").toString("utf8")
      : event.body;
  if (body !== undefined && Buffer.byteLength(body) > maximumBodyBytes) {
    throw new DomainError(
      "request.too_large",
      "A body has at most 1 MiB: upload files through /courses/{id}/materials",
    );
  }
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    headers: event.headers,
    params: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    body: body === "" ? undefined : body,
    address: event.requestContext.http.sourceIp,
    requestId: event.requestContext.requestId,
  };
}

/** The body as JSON; `undefined` where there is none. @throws DomainError request.malformed_json, request.media_type */
export function readJson(request: HttpRequest): unknown {
  if (request.body === undefined) return undefined;
  requireMediaType(request, "JSON", ["application/json"]);
  try {
    return JSON.parse(request.body);
  } catch (cause) {
    throw malformed("request.malformed_json", "JSON", cause);
  }
}

/** The fields of a form, of those of one name the last. @throws DomainError request.malformed_form, request.media_type */
export async function readForm(request: HttpRequest): Promise<unknown> {
  if (request.body === undefined) return undefined;
  requireMediaType(request, "a form", formMediaTypes);
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  try {
    return Object.fromEntries(await new Response(request.body, { headers }).formData());
  } catch (cause) {
    throw malformed("request.malformed_form", "a form", cause);
  }
}

function requireMediaType(request: HttpRequest, what: string, taken: readonly string[]): void {
  const mediaType = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== undefined && taken.includes(mediaType)) return;
  const names = taken.join(" or ");
  throw new DomainError(
    "request.media_type",
    `Send the body as ${what} with the header content-type: ${names}`,
    {
      errors: [{ field: "content-type", message: `must be ${names}` }],
    },
  );
}

function malformed(code: ErrorCode, what: string, cause: unknown): DomainError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DomainError(code, `The body cannot be read as ${what}: ${reason}`, {
    cause,
    errors: [{ field: "body", message: `is not valid as ${what}` }],
  });
}
