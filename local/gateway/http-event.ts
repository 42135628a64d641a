import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** An HTTP request, as far as an event tells of it. */
export interface HttpRequest {
  readonly method: string;
  /** As on the request line: path and query, percent-encoded. */
  readonly target: string;
  /** Name and value of each header line, in their order. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly port: number;
  readonly protocol: string;
}

/** What the gateway adds of its own. */
export interface RequestIdentity {
  readonly requestId: string;
  readonly time: Date;
  /** X-Ray's header, for requests that come without one. */
  readonly trace: string;
  readonly domainName: string;
}

/** The route that the request matched. */
export interface MatchedRoute {
  readonly routeKey: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Thrown where the request line cannot be decoded: 400. */
export class MalformedPathError extends Error {
  override readonly name = "MalformedPathError";
}

/** Path and query of a request line. */
export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf("?");
  return mark < 0
    ? { path: target, query: "" }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/**
 * The path as an HTTP API hands it on: decoded, and cut off at a question mark that was encoded.
 * Throws `MalformedPathError`.
 */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path).split("?", 1)[0] ?? "/";
  } catch (error) {
    throw new MalformedPathError(`${path} is not percent-encoded UTF-8`, { cause: error });
  }
}

/** A request as an HTTP API's event in payload format 2.0. Throws `MalformedPathError`. */
export function httpApiEvent(
  request: HttpRequest,
  { routeKey, parameters }: MatchedRoute,
  identity: RequestIdentity,
): APIGatewayProxyEventV2 {
  const { cookie, ...headers } = eventHeaders(request, identity);
  const event = commonEvent(request, headers, cookie, identity);
  return {
    ...event,
    routeKey,
    rawPath: event.requestContext.http.path,
    ...(Object.keys(parameters).length > 0 && { pathParameters: { ...parameters } }),
    requestContext: { ...event.requestContext, accountId: "000000000000", apiId: "local", routeKey },
  };
}

/** A request as a function URL's event: the path stays encoded, cookies stay among the headers, nobody is asked who. */
export function functionUrlEvent(request: HttpRequest, identity: RequestIdentity): APIGatewayProxyEventV2 {
  const headers = eventHeaders(request, identity);
  const event = commonEvent(request, headers, headers["cookie"], identity);
  const apiId = identity.domainName.split(".", 1)[0] ?? "local";
  return {
    ...event,
    routeKey: "$default",
    rawPath: splitTarget(request.target).path,
    requestContext: { ...event.requestContext, accountId: "anonymous", apiId, routeKey: "$default" },
  };
}

/** Names in lower case; a header that came more than once has its values joined. */
export function joinHeaders(lines: HttpRequest["headers"]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of lines) {
    const key = name.toLowerCase();
    const before = joined[key];
    if (before === undefined) joined[key] = value;
    else joined[key] = `${before}${key === "cookie" ? "; " : ","}${value}`;
  }
  return joined;
}

/** Values are decoded (`+` is a space); a name that comes more than once has its values joined by commas. */
export function queryParameters(query: string): Record<string, string> | undefined {
  if (query === "") return undefined;
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return parameters;
}

const textTypes = /^(text\/.*|application\/(json|xml|javascript))$/;

/** Whether API Gateway hands a body of this content type on as text. Anything else is base64: forms, and no type at all. */
export function isTextType(contentType: string | undefined): boolean {
  return textTypes.test((contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "");
}

function eventHeaders(request: HttpRequest, identity: RequestIdentity): Record<string, string> {
  const headers = joinHeaders(request.headers);
  const { connection: _, "transfer-encoding": __, ...kept } = headers;
  return {
    "content-length": String(request.body.length),
    ...kept,
    "x-amzn-trace-id": headers["x-amzn-trace-id"] ?? identity.trace,
    "x-forwarded-for": [headers["x-forwarded-for"], request.sourceIp].filter(Boolean).join(", "),
    "x-forwarded-port": String(request.port),
    "x-forwarded-proto": "http",
  };
}

function commonEvent(
  request: HttpRequest,
  headers: Record<string, string>,
  cookie: string | undefined,
  identity: RequestIdentity,
) {
  const { path, query } = splitTarget(request.target);
  const parameters = queryParameters(query);
  const isText = isTextType(headers["content-type"]);
  return {
    version: "2.0",
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(parameters !== undefined && { queryStringParameters: parameters }),
    requestContext: {
      domainName: identity.domainName,
      domainPrefix: identity.domainName.split(".", 1)[0] ?? "",
      http: {
        method: request.method,
        path: decodePath(path),
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: identity.requestId,
      stage: "$default",
      time: accessLogTime(identity.time),
      timeEpoch: identity.time.getTime(),
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function accessLogTime(time: Date): string {
  const [date, clock] = time.toISOString().split("T") as [string, string];
  const [year, month, day] = date.split("-") as [string, string, string];
  return `${day}/${months[Number(month) - 1]}/${year}:${clock.slice(0, 8)} +0000`;
}
