import type { MailKind } from "@smartcourse/contracts/notifications/kinds";
import { Reply } from "@smartcourse/platform/edge/reply";
import { type Html, html } from "@smartcourse/platform/html";

const about: Readonly<Record<MailKind, string>> = {
  enrolled: "courses you have enrolled in",
  enrollment_failed: "enrolments that did not work",
  seat_offered: "seats that are held for you",
  course_published: "courses and instructors you follow",
  completed: "courses you have completed",
  certificate_revoked: "certificates that are revoked",
  digest: "what is new in courses you follow, daily or weekly",
};

const headers = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  // The address is a key to her preferences.
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
  "cache-control": "no-store",
};

/** Asks for a click. The form goes to the page's own address, as a mail program's request does. */
export function questionPage(kind: MailKind): Reply<string> {
  return page(
    "Stop these mails?",
    html`<p>
        You will get no more mails about ${about[kind]}. Your list of notifications keeps what they tell.
      </p>
      <form method="post">
        <input type="hidden" name="List-Unsubscribe" value="One-Click" /><button type="submit">
          Unsubscribe
        </button>
      </form>`,
  );
}

export function donePage(kind: MailKind): Reply<string> {
  return page(
    "You are unsubscribed",
    html`<p>
      You will get no more mails about ${about[kind]}. To have them again, change your notification
      preferences.
    </p>`,
  );
}

function page(title: string, body: Html): Reply<string> {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          body {
            font:
              18px/1.6 system-ui,
              sans-serif;
            margin: 15vh auto;
            max-width: 32rem;
            padding: 0 1.5rem;
          }
          button {
            font: inherit;
            font-weight: 600;
            padding: 0.6rem 1.4rem;
            color: #fff;
            background: #1d4ed8;
            border: 0;
            border-radius: 0.5rem;
            cursor: pointer;
          }
          button:focus-visible {
            outline: 3px solid #93b4ff;
            outline-offset: 2px;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `;
  return new Reply(document.text, headers);
}
