import { randomUUID } from "node:crypto";
import type { AddressInfo, Socket } from "node:net";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { callbackify } from "node:util";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/**
 * What becomes of a mail: taken; refused before or after it was sent; or taken, and instead of an answer the connection breaks
 * off or nothing at all comes.
 */
export type Fate =
  | "taken"
  | { readonly recipient: string }
  | { readonly content: string }
  | "broken off"
  | "silence";

export interface SmtpStandIn {
  readonly url: string;
  /** What arrived, also where the sender was not told. */
  readonly mails: Email[];
  /** The fates of the next mails; those after them are taken. */
  readonly fates: Fate[];
  close(): Promise<void>;
}

/** An SMTP server that does as it is told. Refusals are given as the server's answer, such as `550 5.1.1 No such user`. */
export async function startSmtpStandIn(): Promise<SmtpStandIn> {
  const mails: Email[] = [];
  const fates: Fate[] = [];
  const fateOf = new Map<string, Fate>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onConnect: (session, done) => {
      session.id = randomUUID();
      fateOf.set(session.id, fates.shift() ?? "taken");
      done();
    },
    onRcptTo: (_, session, done) => {
      const fate = fateOf.get(session.id);
      done(typeof fate === "object" && "recipient" in fate ? answer(fate.recipient) : null);
    },
    onData: (stream, session, done) => callbackify(receive)(stream, session.id, done),
  });
  async function receive(stream: Readable, sessionId: string): Promise<void> {
    const fate = fateOf.get(sessionId);
    const raw = await text(stream);
    if (typeof fate === "object") throw answer("content" in fate ? fate.content : "");
    mails.push(await PostalMime.parse(raw));
    if (fate === "broken off") hangUp(server, sessionId);
    if (fate === "silence" || fate === "broken off") await new Promise(() => {});
  }
  server.on("error", () => {}); // connections that the test has broken off
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    fates,
    async close() {
      for (const connection of server.connections) socketOf(connection).destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

/** As smtp-server wants it: the code apart, the enhanced code in the text. */
function answer(line: string): Error {
  const [code = "", ...words] = line.split(" ");
  return Object.assign(new Error(words.join(" ")), { responseCode: Number(code) });
}

function hangUp(server: SMTPServer, sessionId: string): void {
  for (const connection of server.connections) {
    const { session } = connection as unknown as { session: { id: string } };
    if (session.id === sessionId) socketOf(connection).destroy();
  }
}

function socketOf(connection: object): Socket {
  return (connection as { _socket: Socket })._socket;
}
