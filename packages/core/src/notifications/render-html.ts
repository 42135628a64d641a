import { type Html, html } from "@smartcourse/platform/html";
import type { Message } from "./message.ts";
import type { Footer } from "./render-text.ts";

/** Dark mode, for clients that read style sheets; the styles in line are for all the others. */
const darkStyles = html`<style>
  :root {
    color-scheme: light dark;
    supported-color-schemes: light dark;
  }
  a:focus-visible {
    outline: 3px solid #1d4ed8;
    outline-offset: 2px;
  }
  @media (prefers-color-scheme: dark) {
    .page {
      background: #111827 !important;
    }
    .card {
      background: #1f2937 !important;
      border-color: #374151 !important;
    }
    .text,
    .title {
      color: #f3f4f6 !important;
    }
    .quiet,
    .quiet a {
      color: #b6bfcc !important;
    }
    .item {
      border-color: #374151 !important;
    }
    .item a {
      color: #93b4ff !important;
    }
    .button {
      background: #3b66e0 !important;
    }
  }
</style>`;

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** A message as a page for mail clients: tables and styles in line, nothing to load. `origin`: where its links lead. */
export function renderHtml(greeting: string, message: Message, origin: string, footer: Footer): string {
  const { title, paragraphs, items, link } = message;
  const preview = paragraphs[0] ?? items[0]?.text ?? "";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${title}</title>
        ${darkStyles}
      </head>
      <body class="page" style="margin:0;padding:0;background:#f3f4f6">
        <div style="display:none;max-height:0;overflow:hidden">${preview}</div>
        <table
          role="presentation"
          class="page"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          style="background:#f3f4f6"
        >
          <tr>
            <td align="center" style="padding:32px 16px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                style="max-width:600px;text-align:left"
              >
                <tr>
                  <td
                    class="quiet"
                    style="${font};padding:0 4px 16px;font-size:15px;font-weight:600;color:#4b5563"
                  >
                    SmartCourse
                  </td>
                </tr>
                <tr>
                  <td
                    class="card"
                    style="${font};background:#ffffff;border:1px solid #e5e7eb;border-radius:12px;padding:32px"
                  >
                    <h1
                      class="title"
                      style="margin:0 0 20px;font-size:24px;line-height:1.3;color:#111827;overflow-wrap:anywhere"
                    >
                      ${title}
                    </h1>
                    ${[greeting, ...paragraphs].map(paragraph)}${items.length === 0 ? "" : list(items, origin)}${link === null ? "" : button(link.label, `${origin}${link.path}`)}
                  </td>
                </tr>
                <tr>
                  <td
                    class="quiet"
                    style="${font};padding:20px 4px 0;font-size:13px;line-height:1.5;color:#4b5563"
                  >
                    ${footer.reason}<br /><a href="${footer.unsubscribeUrl}" style="color:#4b5563"
                      >Unsubscribe</a
                    >
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `.text;
}

function paragraph(text: string): Html {
  return html`<p
    class="text"
    style="margin:0 0 16px;font-size:16px;line-height:1.6;color:#1f2937;overflow-wrap:anywhere"
  >
    ${text}
  </p> `;
}

function list(items: Message["items"], origin: string): Html {
  const rows = items.map(
    ({ text, link }) =>
      html`<tr>
        <td
          class="item"
          style="${font};padding:12px 0;border-bottom:1px solid #e5e7eb;font-size:16px;line-height:1.5"
        >
          <a href="${origin}${link.path}" style="color:#1d4ed8;overflow-wrap:anywhere">${text}</a>
        </td>
      </tr> `,
  );
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px">
    ${rows}
  </table> `;
}

/** A table cell that looks like a button: clients that know no padding on links show it as one too. */
function button(label: string, url: string): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0 0">
    <tr>
      <td class="button" style="background:#1d4ed8;border-radius:8px">
        <a
          href="${url}"
          style="${font};display:inline-block;padding:12px 24px;font-size:16px;font-weight:600;color:#ffffff;text-decoration:none"
          >${label}</a
        >
      </td>
    </tr>
  </table>`;
}
