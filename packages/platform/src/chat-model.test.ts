import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { completeChat, streamChat } from "./chat-model.ts";

type Reply = (response: ServerResponse) => void;

let replies: Reply[];
let asked: { url: string | undefined; body: Record<string, unknown> }[];
let close: () => Promise<void>;

beforeEach(async () => {
  [replies, asked] = [[], []];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("OPENAI_BASE_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  vi.stubEnv("OPENAI_API_KEY", "key");
  vi.stubEnv("CHAT_MODEL", "some-model");
  close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await close();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  asked.push({
    url: request.url,
    body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>,
  });
  replies.shift()?.(response);
}

const chunk = (content: string, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({
    id: "1",
    object: "chat.completion.chunk",
    created: 1,
    model: "some-model",
    choices: [{ index: 0, delta: { content }, finish_reason }],
  })}\n\n`;

const streaming =
  (
    pieces: readonly string[],
    end: (response: ServerResponse) => void = (response) => response.end("data: [DONE]\n\n"),
  ): Reply =>
  (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const piece of pieces) response.write(piece);
    end(response);
  };
const failing =
  (status: number): Reply =>
  (response) =>
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(JSON.stringify({ error: { message: "no" } }));

const messages = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Hello?" },
] as const;
const options = { temperature: 0.7, maxTokens: 50, signal: new AbortController().signal };

async function read(stream: AsyncIterable<string>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

test("an answer comes piece by piece, from the model and with the settings that are asked for", async () => {
  replies = [streaming([chunk("Hel"), chunk("lo."), chunk("", "stop")])];
  expect(await read(streamChat(messages, options))).toEqual(["Hel", "lo."]);
  expect(asked).toMatchObject([
    {
      url: "/v1/chat/completions",
      body: { model: "some-model", temperature: 0.7, max_tokens: 50, stream: true, messages },
    },
  ]);
});

test("a beginning that fails is tried again", async () => {
  replies = [failing(503), streaming([chunk("Hello.", "stop")])];
  expect(await read(streamChat(messages, options))).toEqual(["Hello."]);
  expect(asked).toHaveLength(2);
});

test("a key that is not valid is not tried again", async () => {
  replies = [failing(401)];
  await expect(read(streamChat(messages, options))).rejects.toMatchObject({ status: 401 });
  expect(asked).toHaveLength(1);
});

test.each([
  ["ends without a reason", (response: ServerResponse) => response.end("data: [DONE]\n\n")],
  ["is cut off", (response: ServerResponse) => response.destroy()],
])("an answer that %s is an error, after what came of it", async (_, end) => {
  const read = Promise.withResolvers<void>();
  replies = [streaming([chunk("Hel")], (response) => void read.promise.then(() => end(response)))];
  const stream = streamChat(messages, options);
  expect(await stream.next()).toEqual({ value: "Hel", done: false });
  read.resolve();
  await expect(stream.next()).rejects.toThrow(/broke off|terminated/);
  expect(asked).toHaveLength(1);
});

test("whoever asked can give up in the middle", async () => {
  const giveUp = new AbortController();
  replies = [streaming([chunk("Hel")], () => undefined)];
  const stream = streamChat(messages, { ...options, signal: giveUp.signal });
  expect(await stream.next()).toEqual({ value: "Hel", done: false });
  const next = stream.next();
  giveUp.abort(new Error("enough"));
  await expect(next).rejects.toThrow("enough");
});

test("a reader who stops reading ends the request", async () => {
  const closed = Promise.withResolvers<void>();
  replies = [
    (response) => {
      response.on("close", () => closed.resolve());
      streaming([chunk("Hel"), chunk("lo.")], () => undefined)(response);
    },
  ];
  for await (const piece of streamChat(messages, options)) {
    expect(piece).toBe("Hel");
    break;
  }
  await closed.promise;
});

test("a whole answer is one text", async () => {
  const completion = {
    id: "1",
    object: "chat.completion",
    created: 1,
    model: "some-model",
    choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
  };
  replies = [
    failing(500),
    (response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(completion)),
  ];
  expect(await completeChat(messages, { ...options, temperature: 0 })).toBe("Hello.");
  expect(asked[1]?.body).toMatchObject({ temperature: 0 });
});
