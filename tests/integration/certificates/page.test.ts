import { beforeAll, describe, expect, test } from "vitest";
import { makeCertificate } from "@smartcourse/core/certificates/certificate-store";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as getCertificate } from "../../../functions/certificates/get-certificate.ts";
import { handler as getPdf } from "../../../functions/certificates/get-pdf.ts";
import { handler as getCredential } from "../../../functions/certificates/get-credential.ts";
import { handler as revokeCertificate } from "../../../functions/certificates/revoke-certificate.ts";
import { call } from "../../support/call.ts";
import { type Person, eventsOf, person } from "../enrollments/fixtures.ts";
import { certificateOf, completeCourse, issued, prepareIssuing } from "./fixtures.ts";

beforeAll(prepareIssuing);

const page = (id: string) => call(getCertificate, { params: { id }, headers: { accept: "text/html" } });
const revoke = ({ token }: Person, id: string, reason = "The examination was not her own") =>
  call(revokeCertificate, { params: { id }, token, body: { reason } });

describe("the page", () => {
  test("shows people the whole record, loads nothing, runs nothing, and says how it is called", async () => {
    const { id } = await issued({ student: "Zoë <b>&amp; 'Ö'", course: 'Bees & "wasps"' });
    const { headers, body } = await page(id);
    expect(headers).toMatchObject({ "content-type": "text/html; charset=utf-8", vary: "accept" });
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+';/);
    expect(body).toContain("<title>Zoë &lt;b&gt;&amp;amp; &#39;Ö&#39;: Bees &amp; &quot;wasps&quot; ·");
    expect(body).toContain('<meta property="og:title" content="Zoë &lt;b&gt;&amp;amp;');
    for (const piece of ["Karl von Frisch", "12.5", "100 % of version 1", "This certificate is valid", id]) {
      expect(body).toContain(piece);
    }
    expect(body).toContain(`/certificates/${id}/pdf"`);
    expect(body).toContain(`/certificates/${id}/credential"`);
    expect(body).not.toMatch(/<script|<img|<link rel="stylesheet"|@import|url\(/);
  });

  test("is for who asks for it: programs get JSON", async () => {
    const { id } = await issued();
    for (const headers of [{}, { accept: "*/*" }, { accept: "application/json, text/html;q=0.1" }]) {
      const reply = await call(getCertificate, { params: { id }, headers });
      expect(reply.headers).toMatchObject({ "content-type": "application/json", vary: "accept" });
      expect(reply.body.id).toBe(id);
    }
  });
});

test("an id that nobody has and one that is not issued yet are answered alike, in every form", async () => {
  const { enrollment } = await completeCourse();
  const [begun, unknown] = ["b".repeat(32), "0".repeat(32)];
  await makeCertificate(postgres(), { enrollment_id: enrollment, attempt: 1 }, begun);
  expect(await certificateOf(enrollment)).toMatchObject({ id: begun, issued_at: null });
  const asked = [begun, unknown].flatMap((id) =>
    [getCertificate, getPdf, getCredential].map(async (handler) => {
      const { status, body } = await call(handler, { params: { id } });
      return { status, body: { ...body, request_id: "" } };
    }),
  );
  const [first, ...others] = await Promise.all(asked);
  expect(first).toMatchObject({ status: 404, body: { code: "certificate.not_found" } });
  for (const other of others) expect(other).toEqual(first);
});

test("who types the id off the paper may use capitals", async () => {
  const { id } = await issued();
  expect((await call(getCertificate, { params: { id: id.toUpperCase() } })).body.id).toBe(id);
});

describe("a certificate is revoked", () => {
  test("by its course's instructor, with a reason that everybody sees; the PDF is offered no more", async () => {
    const { id, instructor, enrollment } = await issued();
    expect(await revoke(instructor, id)).toMatchObject({
      status: 200,
      body: { status: "revoked", revocation_reason: "The examination was not her own", pdf_url: null },
    });
    expect((await call(getCertificate, { params: { id } })).body.status).toBe("revoked");
    const { body } = await page(id);
    expect(body).toContain("This certificate was revoked");
    expect(body).toContain("The examination was not her own");
    expect(body).not.toContain(`/certificates/${id}/pdf"`);
    expect(await call(getPdf, { params: { id } })).toMatchObject({
      status: 410,
      body: { code: "certificate.revoked", revocation_reason: "The examination was not her own" },
    });
    expect((await eventsOf(enrollment)).at(-1)).toMatchObject({
      type: "certificate.revoked",
      data: { certificate_id: id, reason: "The examination was not her own" },
    });
  });

  test("by an admin; a second time changes nothing and is told to nobody", async () => {
    const { id, enrollment, instructor } = await issued();
    const admin = await person("admin");
    const first = await revoke(admin, id, "Issued by mistake");
    expect(await revoke(instructor, id, "Something else")).toEqual({ ...first, headers: expect.anything() });
    const told = (await eventsOf(enrollment)).filter(({ type }) => type === "certificate.revoked");
    expect(told).toHaveLength(1);
    const trail = await postgres()
      .selectFrom("audit_log")
      .select(["actor_id", "action", "details"])
      .where("subject", "=", `certificate:${id}`)
      .execute();
    expect(trail).toEqual([
      {
        actor_id: admin.id,
        action: "certificate.revoked",
        details: { reason: "Issued by mistake", enrollment_id: enrollment },
      },
    ]);
  });

  test("by nobody else, who cannot tell it from one that is not there", async () => {
    const [{ id, enrollment }, stranger] = [await issued(), await person("instructor")];
    expect(await revoke(stranger, id)).toMatchObject({
      status: 404,
      body: { code: "certificate.not_found" },
    });
    expect((await certificateOf(enrollment)).revoked_at).toBeNull();
  });

  test("once, by two at a time", async () => {
    const { id, instructor, enrollment } = await issued();
    const replies = await Promise.all([
      revoke(instructor, id, "One reason"),
      revoke(await person("admin"), id, "Another"),
    ]);
    expect(new Set(replies.map(({ body }) => body.revocation_reason)).size).toBe(1);
    const told = (await eventsOf(enrollment)).filter(({ type }) => type === "certificate.revoked");
    expect(told).toHaveLength(1);
  });
});
