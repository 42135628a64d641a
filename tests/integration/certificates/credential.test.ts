import { createHash } from "node:crypto";
import { SignJWT, decodeJwt, decodeProtectedHeader, importJWK } from "jose";
import { beforeAll, expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as getCertificate } from "../../../functions/certificates/get-certificate.ts";
import { handler as getCredential } from "../../../functions/certificates/get-credential.ts";
import { handler as getIssuer } from "../../../functions/certificates/get-issuer.ts";
import { handler as getIssuerKey } from "../../../functions/certificates/get-issuer-key.ts";
import { handler as getStatusList } from "../../../functions/certificates/get-status-list.ts";
import { handler as revokeCertificate } from "../../../functions/certificates/revoke-certificate.ts";
import { newCertificateKey } from "../../../local/platform/signing-key.ts";
import { call } from "../../support/call.ts";
import { issued, origin, prepareIssuing } from "./fixtures.ts";
import { verifyBadges } from "./verify-badges.ts";

beforeAll(prepareIssuing);

const credential = async (id: string): Promise<string> =>
  (await call(getCredential, { params: { id } })).body;

/** What a verifier finds under the addresses that a credential names. */
async function published(token: string): Promise<Record<string, string>> {
  const kid = decodeProtectedHeader(token).kid ?? "";
  const { statusListCredential: address } = decodeJwt<{ credentialStatus: { statusListCredential: string } }>(
    token,
  ).credentialStatus;
  const key = await call(getIssuerKey, { params: { kid: kid.replace(`${origin}/issuer/keys/`, "") } });
  const list = await call(getStatusList, {
    params: { list: address.replace(`${origin}/certificate-status/`, "") },
  });
  expect([key.status, list.status]).toEqual([200, 200]);
  return { [kid]: JSON.stringify(key.body), [address]: list.body };
}

/** The same claims, changed, or signed by somebody else. */
function forge(token: string, change: { name?: string } | { key: Record<string, unknown> }) {
  const [header = "", payload = "", signature = ""] = token.split(".");
  if ("key" in change) {
    return importJWK(change.key, "RS256").then((key) =>
      new SignJWT(decodeJwt(token))
        .setProtectedHeader({ ...decodeProtectedHeader(token), alg: "RS256" })
        .sign(key),
    );
  }
  const claims = { ...JSON.parse(Buffer.from(payload, "base64url").toString()), ...change };
  return [header, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
}

test("an independent verifier takes the credential, and neither a changed one nor one of a foreign key", async () => {
  const { id } = await issued({ course: "Foundations of Beekeeping" });
  const token = await credential(id);
  const tokens = [
    token,
    await forge(token, { name: "Advanced Beekeeping" }),
    await forge(token, { key: newCertificateKey() }),
  ];
  const verdicts = await verifyBadges(tokens, await published(token));
  expect(verdicts).toEqual([
    { valid: true, issuer: `${origin}/issuer`, achievement: "Foundations of Beekeeping" },
    { valid: false, reason: "Invalid signature" },
    { valid: false, reason: "Invalid signature" },
  ]);
});

test("revocation reaches those who hold the credential, and leaves the others alone", async () => {
  const [kept, lost] = [await issued(), await issued()];
  const tokens = [await credential(kept.id), await credential(lost.id)];
  await call(revokeCertificate, {
    params: { id: lost.id },
    token: lost.instructor.token,
    body: { reason: "By mistake" },
  });
  expect(await credential(lost.id)).toBe(tokens[1]);
  const [of = "", other] = await verifyBadges(tokens, await published(tokens[0] ?? ""));
  expect(of).toMatchObject({ valid: true });
  expect(other).toEqual({ valid: false, reason: expect.stringMatching(/revocation. is set/) });
});

test("it says what the certificate says, and hides the address of its holder from who does not know it", async () => {
  const { id, student } = await issued();
  const { email } = await postgres()
    .selectFrom("users")
    .select("email")
    .where("id", "=", student.id)
    .executeTakeFirstOrThrow();
  const token = await credential(id);
  // Its own members, for which jose has no type.
  // oxlint-disable-next-line typescript/no-explicit-any
  const claims = decodeJwt(token) as Record<string, any>;
  const { body } = await call(getCertificate, { params: { id } });
  expect(decodeProtectedHeader(token)).toEqual({ alg: "RS256", typ: "JWT", kid: expect.any(String) });
  expect(claims).toMatchObject({
    iss: claims["issuer"].id,
    jti: body.url,
    sub: claims["credentialSubject"].id,
    nbf: Date.parse(claims["validFrom"]) / 1000,
    id: body.url,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    credentialSubject: {
      achievement: { name: body.course_title, version: "1" },
      result: [{ value: "100" }],
    },
  });
  expect(JSON.stringify(claims)).not.toContain(email);
  const [{ identityHash, salt }, name] = claims["credentialSubject"].identifier;
  expect(identityHash).toBe(`sha256$${createHash("sha256").update(`${email}${salt}`).digest("hex")}`);
  expect(name).toMatchObject({ identityHash: body.student_name, hashed: false });
});

test("it comes as text, or as what W3C calls it where that is asked for", async () => {
  const { id } = await issued();
  const typeFor = async (accept?: string) => {
    const headers = accept === undefined ? {} : { accept };
    return (await call(getCredential, { params: { id }, headers })).headers["content-type"];
  };
  expect(await typeFor()).toBe("text/plain; charset=utf-8");
  expect(await typeFor("application/vc+jwt")).toBe("application/vc+jwt");
});

test("the issuer is found under its id, and of its keys only what is public", async () => {
  const { body } = await call(getIssuer);
  expect(body).toMatchObject({ id: `${origin}/issuer`, type: ["Profile"], name: "SmartCourse" });
  const [key] = JSON.parse(process.env["CERTIFICATE_PUBLIC_KEYS"] ?? "").keys;
  const found = await call(getIssuerKey, { params: { kid: key.kid } });
  expect(Object.keys(found.body).toSorted()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
  expect(await call(getIssuerKey, { params: { kid: "nonsense" } })).toMatchObject({
    status: 404,
    body: { code: "certificate.key_not_found" },
  });
});
