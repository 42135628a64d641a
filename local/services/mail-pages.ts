export interface Message {
  readonly id: string;
  readonly received_at: string;
  readonly message_id: string | null;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly { readonly filename: string | null; readonly media_type: string }[];
}

/** The list of mails, newest first, as a page. */
export function inboxPage(messages: readonly Message[]): string {
  const rows = messages.map(
    ({ id, received_at, to, subject }) =>
      `<tr><td>${escape(received_at)}<td>${escape(to.join(", "))}<td><a href="/messages/${id}">${escape(subject || "(no subject)")}</a>`,
  );
  const table = `<table><tr><th>Received<th>To<th>Subject${rows.join("")}</table>`;
  return page(`Inbox (${messages.length})`, messages.length === 0 ? "<p>No mail yet.</p>" : table);
}

/** One mail as a page; its HTML part is shown in a frame. */
export function messagePage({ id, from, to, subject, received_at, text, html }: Message): string {
  const head = `<p>From ${escape(from)}<br>To ${escape(to.join(", "))}<br>${escape(received_at)}</p>`;
  const body = html === null ? `<pre>${escape(text)}</pre>` : `<iframe src="/html/${id}"></iframe>`;
  return page(subject || "(no subject)", `${head}${body}<p><a href="/">All mail</a></p>`);
}

const style =
  "body{font:16px system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}td,th{text-align:left;padding:.3rem 1rem .3rem 0}" +
  "pre{white-space:pre-wrap}iframe{width:100%;height:60vh;border:1px solid #ccc}";

function page(title: string, body: string): string {
  const name = escape(title);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><style>${style}</style><h1>${name}</h1>${body}</html>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
