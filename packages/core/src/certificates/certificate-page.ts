import type { Certificate } from "@smartcourse/contracts/certificates/schemas";
import { TextReply } from "@smartcourse/platform/edge/reply";
import { Html, html } from "@smartcourse/platform/html";
import { dayOf } from "./certificate.ts";
import { pagePolicy, pageStyle } from "./page-style.ts";

/** A certificate as a page for people: all that it says, and whether it stands. It needs no script and loads nothing. */
export function certificatePage(certificate: Certificate): TextReply {
  return new TextReply(pageOf(certificate).text, "text/html", {
    vary: "accept",
    "content-security-policy": pagePolicy,
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
  });
}

function pageOf(certificate: Certificate): Html {
  const { student_name, course_title, url } = certificate;
  const title = `${student_name}: ${course_title}`;
  const summary = `${certificate.status === "valid" ? "A valid" : "A revoked"} certificate of completion, ${dayOf(certificate.completed_at)}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="description" content="${summary}" />
        <meta property="og:title" content="${title}" />
        <meta property="og:description" content="${summary}" />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content="SmartCourse" />
        <meta property="og:url" content="${url}" />
        <link rel="canonical" href="${url}" />
        <title>${title} · SmartCourse</title>
        <style>
          ${new Html(pageStyle)}
        </style>
      </head>
      <body>
        <main>
          <p class="brand">SMARTCOURSE</p>
          <h1>Certificate of Completion</h1>
          ${statusOf(certificate)}
          <dl>${recordOf(certificate)}</dl>
          <nav aria-label="Forms of this certificate">${linksOf(certificate)}</nav>
          <footer>
            The credential is signed (Open Badges 3.0): whoever has it can check it without this page.
          </footer>
        </main>
      </body>
    </html> `;
}

function statusOf({ status, revoked_at, revocation_reason }: Certificate): Html {
  if (status === "valid") {
    return html`<p class="status valid" role="status">
      <strong>This certificate is valid</strong>It was issued by SmartCourse, and stands.
    </p>`;
  }
  return html`<p class="status revoked" role="status">
    <strong>This certificate was revoked</strong>On ${dayOf(revoked_at ?? "")}:
    <span dir="auto">${revocation_reason ?? ""}</span>
  </p>`;
}

function recordOf(certificate: Certificate): Html[] {
  const { hours } = certificate;
  return [
    html`<dt>Awarded to</dt>
      <dd class="name" dir="auto">${certificate.student_name}</dd>`,
    html`<dt>Course</dt>
      <dd class="name" dir="auto">${certificate.course_title}</dd>`,
    html`<dt>Instructor</dt>
      <dd dir="auto">${certificate.instructor_name}</dd>`,
    html`<dt>Completed</dt>
      <dd><time datetime="${certificate.completed_at}">${dayOf(certificate.completed_at)}</time></dd>`,
    html`<dt>Completion</dt>
      <dd>${String(certificate.completion_percentage)} % of version ${String(certificate.version)}</dd>`,
    ...(hours === null
      ? []
      : [
          html`<dt>Hours</dt>
            <dd>${String(hours)}</dd>`,
        ]),
    html`<dt>Issued</dt>
      <dd><time datetime="${certificate.issued_at}">${dayOf(certificate.issued_at)}</time></dd>`,
    html`<dt>Certificate</dt>
      <dd>${certificate.id}</dd>`,
  ];
}

function linksOf({ pdf_url, credential_url }: Certificate): Html[] {
  return [
    ...(pdf_url === null ? [] : [html`<a href="${pdf_url}">PDF to print</a>`]),
    html`<a href="${credential_url}">Signed credential</a>`,
  ];
}
