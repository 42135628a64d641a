/**
 * An SMTP server that keeps what it is sent in a folder, and pages to read it. Run with SMTP_PORT, PORT and MAIL_DIR.
 * `/` is the inbox, `/messages/ID` a mail, `/api/messages` all of them as JSON (DELETE empties the inbox).
 */
import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { callbackify } from "node:util";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { inboxPage, messagePage, type Message } from "./mail-pages.ts";

const { SMTP_PORT = "1025", PORT = "8025", MAIL_DIR = "." } = process.env;
const host = "127.0.0.1";

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  disableReverseLookup: true,
  size: 20 * 1024 * 1024,
  onAuth: (_auth, _session, done) => done(null, { user: "anybody" }),
  onData: (stream, _session, done) => callbackify(receive)(stream, done),
});
smtp.on("error", (error: Error) => console.error(error.message));
smtp.listen(Number(SMTP_PORT), host);

async function receive(stream: AsyncIterable<Buffer>): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  await keep(Buffer.concat(chunks));
}

/** Names begin with the time of arrival, so that sorting by name sorts by time. */
async function keep(raw: Buffer): Promise<void> {
  const id = `${Date.now()}-${randomUUID().slice(0, 8)}`;
  await writeFile(join(MAIL_DIR, `${id}.part`), raw);
  await rename(join(MAIL_DIR, `${id}.part`), join(MAIL_DIR, `${id}.eml`));
}

async function ids(): Promise<string[]> {
  const files = (await readdir(MAIL_DIR)).filter((file) => file.endsWith(".eml"));
  return files.map((file) => file.slice(0, -4)).sort((a, b) => b.localeCompare(a));
}

async function read(id: string): Promise<Message> {
  const mail = await PostalMime.parse(await readFile(join(MAIL_DIR, `${id}.eml`)));
  return {
    id,
    received_at: new Date(Number(id.split("-")[0])).toISOString(),
    message_id: mail.messageId ?? null,
    from: mail.from?.address ?? "",
    to: (mail.to ?? []).map((recipient) => recipient.address ?? ""),
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? null,
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    attachments: mail.attachments.map(({ filename, mimeType }) => ({ filename, media_type: mimeType })),
  };
}

async function inbox(): Promise<Message[]> {
  return Promise.all((await ids()).map(read));
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", `http://${host}`);
  const send = (type: string, body: string, status = 200) => {
    // A mail's markup may not run anything here, nor fetch anything from elsewhere.
    const policy =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; sandbox allow-same-origin";
    response
      .writeHead(status, { "content-type": `${type}; charset=utf-8`, "content-security-policy": policy })
      .end(body);
  };
  const [, kind, id = ""] = /^\/(messages|api\/messages|html)\/([\w-]+)$/.exec(pathname) ?? [];
  if (pathname === "/health") return send("text/plain", "ok");
  if (pathname === "/") return send("text/html", inboxPage(await inbox()));
  if (pathname === "/api/messages" && request.method === "DELETE")
    return send("application/json", await empty());
  if (pathname === "/api/messages")
    return send("application/json", JSON.stringify({ items: sentTo(await inbox(), searchParams) }));
  if (kind === undefined || !(await ids()).includes(id))
    return send("text/plain", "There is no such page.", 404);
  const message = await read(id);
  if (kind === "html") return send("text/html", message.html ?? "");
  if (kind === "messages") return send("text/html", messagePage(message));
  return send("application/json", JSON.stringify(message));
}

function sentTo(messages: readonly Message[], query: URLSearchParams): Message[] {
  const to = query.get("to");
  return messages.filter((message) => to === null || message.to.includes(to));
}

async function empty(): Promise<string> {
  const all = await ids();
  await Promise.all(all.map((id) => rm(join(MAIL_DIR, `${id}.eml`), { force: true })));
  return JSON.stringify({ deleted: all.length });
}

const web = createServer((request, response) => {
  serve(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end("The inbox cannot be read.");
  });
});
web.listen(Number(PORT), host);
