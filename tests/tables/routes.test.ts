import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type CryptoKey, SignJWT, exportJWK, generateKeyPair } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { functionPath } from "@smartcourse/contracts/define";
import { functions } from "@smartcourse/contracts/functions";
import { openapi } from "@smartcourse/contracts/openapi";
import { routes } from "@smartcourse/contracts/routes";
import { toEvent } from "../support/call.ts";

const guarded = routes.filter((route) => Array.isArray(route.access) && route.stream !== true);
const document = openapi("http://localhost") as {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
};

let forged: Record<string, string>;

beforeAll(async () => {
  process.env["POWERTOOLS_LOG_LEVEL"] = "SILENT";
  process.env["POWERTOOLS_METRICS_DISABLED"] = "true";
  const [ours, foreign] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("ES256")]);
  const publicKey = { ...(await exportJWK(ours.publicKey)), kid: "test", alg: "ES256" };
  process.env["JWT_PUBLIC_KEYS"] = JSON.stringify({ keys: [publicKey] });
  forged = await forgeries(ours.privateKey, foreign.privateKey, JSON.stringify(publicKey));
});

/** Fault 19: every way to make a token that is not ours, for now, for this API. */
async function forgeries(
  key: CryptoKey,
  foreignKey: CryptoKey,
  publicKey: string,
): Promise<Record<string, string>> {
  const claims = { sid: "5f3f4d5e-6a64-4bfb-9a0f-0d7f6f3a2b11" };
  const token = (change: { typ?: string; aud?: string; iss?: string; exp?: string | number } = {}) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", typ: change.typ ?? "at+jwt", kid: "test" })
      .setSubject("1")
      .setIssuer(change.iss ?? "smartcourse")
      .setAudience(change.aud ?? "smartcourse-api")
      .setIssuedAt()
      .setExpirationTime(change.exp ?? "5m");
  const unsigned = (header: object) =>
    [header, { ...claims, sub: "1", iss: "smartcourse", aud: "smartcourse-api", iat: 1, exp: 9_999_999_999 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
  const hmac = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: "test" })
    .setSubject("1")
    .setIssuer("smartcourse")
    .setAudience("smartcourse-api")
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(publicKey));
  return {
    "no algorithm": `${unsigned({ alg: "none", typ: "at+jwt" })}.`,
    "the public key as an HMAC secret": hmac,
    "a foreign key": await token().sign(foreignKey),
    "another audience": await token({ aud: "somebody" }).sign(key),
    "another issuer": await token({ iss: "somebody" }).sign(key),
    "another type": await token({ typ: "JWT" }).sign(key),
    "an expired token": await token({ exp: Math.floor(Date.now() / 1000) - 60 }).sign(key),
    nonsense: "abc.def.ghi",
  };
}

async function load(id: (typeof routes)[number]["id"]) {
  const { handler } = await import(/* @vite-ignore */ pathToFileURL(`${functionPath(id)}.ts`).href);
  return handler;
}

test("what needs no account is what the requirements say", () => {
  const open = routes
    .filter((route) => route.access === "public")
    .map((route) => `${route.method} ${route.path}`);
  expect(open.toSorted()).toEqual([
    "GET /.well-known/jwks.json",
    "GET /certificate-status/{list}",
    "GET /certificates/{id}",
    "GET /certificates/{id}/credential",
    "GET /certificates/{id}/pdf",
    "GET /docs",
    "GET /docs/assets/{name}",
    "GET /enrollments/calendar/{token}",
    "GET /health",
    "GET /issuer",
    "GET /issuer/keys/{kid}",
    "GET /notifications/unsubscribe/{token}",
    "GET /openapi.json",
    "GET /redoc",
    "POST /auth/login",
    "POST /auth/refresh",
    "POST /auth/register",
    "POST /notifications/unsubscribe/{token}",
  ]);
});

test("no two routes answer the same request", () => {
  const shapes = routes.map((route) => `${route.method} ${route.path.replaceAll(/\{\w+\}/g, "{}")}`);
  expect(new Set(shapes).size).toBe(shapes.length);
});

describe.each(functions.map((entry) => [entry.id, entry] as const))("%s", (_, entry) => {
  test("has its function", () => {
    expect(existsSync(`${entry.path}.ts`)).toBe(true);
  });
});

describe.each(routes.map((route) => [route.id, route] as const))("%s", (_, route) => {
  test("is documented with what it answers", () => {
    const operation = document.paths[route.path]?.[route.method.toLowerCase()];
    expect(Object.keys(operation?.responses ?? {})).toEqual(
      expect.arrayContaining(Object.keys(route.replies)),
    );
  });
});

describe.each(guarded.map((route) => [route.id, route] as const))("%s", (_, route) => {
  const ask = async (token?: string) => {
    const reply = await (await load(route.id))(toEvent({ method: route.method, path: route.path, token }));
    return {
      status: reply.statusCode,
      code: JSON.parse(reply.body).code,
      challenge: reply.headers["www-authenticate"],
    };
  };

  test("asks for a token", async () => {
    expect(await ask()).toEqual({ status: 401, code: "auth.token_missing", challenge: "Bearer" });
  });

  test("refuses every forged token", async () => {
    for (const [kind, token] of Object.entries(forged)) {
      expect({ kind, ...(await ask(token)) }).toEqual({
        kind,
        status: 401,
        code: "auth.token_invalid",
        challenge: "Bearer",
      });
    }
  });
});
