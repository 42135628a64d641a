import { beforeAll, describe, expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as getCertificate } from "../../../functions/certificates/get-certificate.ts";
import { handler as getPdf } from "../../../functions/certificates/get-certificate-pdf.ts";
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

describe("where there is no certificate", () => {
  test("every id is answered alike", async () => {
    const begun = await completeCourse();
    const { id } = await issued();
    const answers = await Promise.all(
      ["0".repeat(32), "nonsense", `${id} `, id.toUpperCase(), "a\u0000b", String(begun.enrollment)].flatMap(
        (asked) =>
          [getCertificate, getPdf, getCredential].map(async (handler) => {
            const { status, body } = await call(handler, { params: { id: asked } });
            return { status, body: { ...body, request_id: "" } };
          }),
      ),
    );
    expect(answers).toEqual(Array.from(answers, () => answers[0]));
    expect(answers[0]).toMatchObject({ status: 404, body: { code: "certificate.not_found" } });
  });
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
