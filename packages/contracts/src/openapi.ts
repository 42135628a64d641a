import * as z from "zod";
import { type Route, isIdempotent } from "./define.ts";
import { type ErrorCode, errorCatalogue, statusByKind } from "./errors.ts";
import { Problem } from "./problem.ts";
import { routes } from "./routes.ts";
import { formMediaTypes } from "./shared-schemas.ts";

type Json = Record<string, unknown>;

const description =
  "Instructors build and publish courses, students enrol, learn and complete, and an assistant answers from the course's own material. Errors are RFC 9457 problem documents with a stable `code`.";

const bearer = "bearer";

/** Errors that every route can answer with, by what it asks for. */
function commonErrors(route: Route): ErrorCode[] {
  return [
    "request.rate_limited",
    "dependency.unavailable",
    ...(takesInput(route) ? (["request.invalid"] as const) : []),
    ...(route.body === undefined
      ? []
      : ([malformed(route), "request.media_type", "request.too_large"] as const)),
    ...(route.access === "public" ? [] : (["auth.token_invalid", "auth.session_ended"] as const)),
    ...(Array.isArray(route.access) ? (["auth.token_missing", "auth.role"] as const) : []),
  ];
}

function malformed(route: Route): ErrorCode {
  return route.form === true ? "request.malformed_form" : "request.malformed_json";
}

function takesInput(route: Route): boolean {
  return route.body !== undefined || route.params !== undefined || route.query !== undefined;
}

/** Every error code that a route can answer with. */
export function errorsOf(route: Route): ErrorCode[] {
  const idempotent = isIdempotent(route)
    ? (["idempotency.key_reused", "idempotency.in_flight"] as const)
    : [];
  return [...new Set([...route.errors, ...commonErrors(route), ...idempotent])];
}

/** The OpenAPI 3.1 document of the API. `server`: the origin it is reached under. */
export function openapi(server: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  return {
    openapi: "3.1.0",
    info: { title: "SmartCourse API", version: "1.0.0", description },
    servers: [{ url: server }],
    tags: [...new Set(routes.map(domainOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { [bearer]: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: { Problem: schemaOf(Problem, "output") },
    },
  };
}

function domainOf(route: Route): string {
  return route.id.split(".")[0] ?? "";
}

function operation(route: Route): Json {
  const security = Array.isArray(route.access)
    ? [{ [bearer]: [] }]
    : route.access === "optional"
      ? [{ [bearer]: [] }, {}]
      : [];
  return {
    operationId: route.id.replace(".", "_"),
    tags: [domainOf(route)],
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    ...(Array.isArray(route.access) && { "x-roles": route.access }),
    security,
    parameters: [
      ...parameters(route.params, "path"),
      ...parameters(route.query, "query"),
      ...headerParameters(route),
    ],
    ...(route.body !== undefined && {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          bodyTypes(route).map((type) => [type, { schema: schemaOf(route.body ?? z.undefined(), "input") }]),
        ),
      },
    }),
    responses: { ...successes(route), ...failures(route) },
  };
}

function bodyTypes(route: Route): readonly string[] {
  return route.form === true ? formMediaTypes : ["application/json"];
}

function parameters(schema: z.ZodType | undefined, place: "path" | "query"): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function headerParameters(route: Route): Json[] {
  const header = (name: string, text: string) => ({
    name,
    in: "header",
    required: false,
    description: text,
    schema: { type: "string" },
  });
  return [
    ...(isIdempotent(route)
      ? [
          header(
            "Idempotency-Key",
            "Repeating the request with the same key within 24 hours changes nothing and answers the same.",
          ),
        ]
      : []),
    ...(route.errors.includes("request.precondition_failed")
      ? [header("If-Match", "The ETag that was read; 412 where the object has changed since.")]
      : []),
  ];
}

function successes(route: Route): Json {
  return Object.fromEntries(
    Object.entries(route.replies).map(([status, schema]) => [
      status,
      {
        description: route.summary,
        ...(status !== "204" &&
          status !== "302" &&
          schema !== undefined && {
            content: contentOf(route, schema),
          }),
      },
    ]),
  );
}

/** The body in the route's own media type, and as text in those that it may be asked for in. */
function contentOf({ mediaType = "application/json", alsoAs = [] }: Route, schema: z.ZodType): Json {
  const others = alsoAs.map((other) => [other, { schema: { type: "string" } }] as const);
  return { [mediaType]: { schema: schemaOf(schema, "output") }, ...Object.fromEntries(others) };
}

function failures(route: Route): Json {
  const byStatus = Map.groupBy(errorsOf(route), (code) => statusByKind[errorCatalogue[code].kind]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${errorCatalogue[code].title}`).join("; "),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

/** JSON Schema without the dialect's name, which OpenAPI 3.1 implies. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    target: "draft-2020-12",
  });
  return rest;
}
