import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { material, refusal } from "../answer/fixtures.ts";
import type { Embedder } from "../embedding/embedder.ts";
import { lexicalEmbedder } from "../embedding/lexical-embedder.ts";
import { Faults } from "./faults.ts";
import { createModelServer } from "./model-server.ts";

const loading = Promise.withResolvers<Embedder>();
const faults = new Faults();
let server = createModelServer(Promise.resolve(lexicalEmbedder), faults);

beforeEach(async () => {
  faults.set({});
  server = createModelServer(Promise.resolve(lexicalEmbedder), faults);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const token = { authorization: "Bearer any" };
const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const post = (path: string, body: unknown, headers: Record<string, string> = token, signal?: AbortSignal) =>
  fetch(url(path), { method: "POST", headers, body: JSON.stringify(body), ...(signal ? { signal } : {}) });
const read = async (response: Response) => {
  const body: unknown = await response.json();
  return { status: response.status, body };
};
const embed = async (body: object) => read(await post("/v1/embeddings", { model: "m", ...body }));

const asked = (question: string, more: object = {}) => ({
  model: "gpt-4o-mini",
  messages: [
    {
      role: "system",
      content: `Answer from the passages and cite them as [n]. If the answer is not there, reply exactly: "${refusal}"`,
    },
    { role: "user", content: [{ type: "text", text: `${material}\n\nQuestion: ${question}` }] },
  ],
  ...more,
});
const known = asked("Where are passwords stored?");
const answer = "Passwords are stored in /etc/shadow, which only root can read. [2]";

describe("health and tokens", () => {
  it("is ready when its embedder is, and says which it has", async () => {
    expect(await read(await fetch(url("/health")))).toEqual({
      status: 200,
      body: { status: "ready", embeddings: "lexical" },
    });
  });

  it("answers 503 while it loads", async () => {
    server.close();
    server = createModelServer(loading.promise, faults);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    expect(await read(await fetch(url("/health")))).toMatchObject({
      status: 503,
      body: { status: "loading" },
    });
    const waiting = embed({ input: "hello" });
    loading.resolve(lexicalEmbedder);
    expect(await waiting).toMatchObject({ status: 200 });
    expect((await fetch(url("/health"))).status).toBe(200);
  });

  it("asks for a token under /v1, in OpenAI's words", async () => {
    const refused = await read(await fetch(url("/v1/models")));
    expect(refused).toMatchObject({
      status: 401,
      body: { error: { type: "invalid_request_error", code: null, param: null } },
    });
    expect(await read(await fetch(url("/v1/models"), { headers: token }))).toMatchObject({
      status: 200,
      body: { object: "list" },
    });
    expect(await read(await post("/v1/nothing", {}))).toMatchObject({
      status: 404,
      body: { error: { code: "unknown_url" } },
    });
  });
});

describe("POST /v1/embeddings", () => {
  it("gives 1536 dimensions, as numbers or in base64, with usage", async () => {
    const { body } = await embed({ input: ["hello world", "bye"] });
    expect(body).toMatchObject({
      object: "list",
      model: "m",
      data: [{ index: 0 }, { index: 1 }],
      usage: { prompt_tokens: 4, total_tokens: 4 },
    });
    const { data } = body as { data: { embedding: number[] }[] };
    expect(data[0]?.embedding).toHaveLength(1536);
    const coded = await embed({ input: "hello world", encoding_format: "base64", dimensions: 256 });
    const { data: codedData } = coded.body as { data: { embedding: string }[] };
    expect(Buffer.from(codedData[0]?.embedding ?? "", "base64")).toHaveLength(256 * 4);
  });

  it.each([
    [{}, "input"],
    [{ input: [] }, "input"],
    [{ input: ["a", ""] }, "input"],
    [{ input: [[1, 2]] }, "input"],
    [{ input: "a", dimensions: 0 }, "dimensions"],
    [{ input: "a", encoding_format: "hex" }, "encoding_format"],
    [{ input: Array.from({ length: 2049 }, () => "a") }, "input"],
    [{ input: "a".repeat(8193 * 4) }, "input"],
  ])("refuses what OpenAI refuses (%#)", async (body, param) => {
    expect(await embed(body)).toMatchObject({
      status: 400,
      body: { error: { type: "invalid_request_error", param } },
    });
  });

  it("refuses more than 300,000 tokens together", async () => {
    const input = Array.from({ length: 40 }, () => "a".repeat(8000 * 4));
    expect(await embed({ input })).toMatchObject({
      status: 400,
      body: { error: { code: "max_tokens_per_request" } },
    });
  });
});

describe("POST /v1/chat/completions", () => {
  const chat = async (body: object) => read(await post("/v1/chat/completions", body));
  const reply = {
    type: "object",
    properties: { answer: { type: "string" }, citations: { type: "array", items: { type: "integer" } } },
    required: ["answer", "citations"],
    additionalProperties: false,
  };

  it("answers from the prompt, labelled as a stand-in", async () => {
    expect(await chat(known)).toMatchObject({
      status: 200,
      body: {
        object: "chat.completion",
        model: "gpt-4o-mini",
        system_fingerprint: "stand-in",
        choices: [{ message: { role: "assistant", content: answer }, finish_reason: "stop" }],
      },
    });
    expect(await chat(asked("How is bread baked?"))).toMatchObject({
      body: { choices: [{ message: { content: refusal } }] },
    });
  });

  it("counts tokens, and stops where it is told to", async () => {
    const { body } = await chat({ ...known, max_tokens: 2 });
    expect(body).toMatchObject({ choices: [{ message: { content: "Password" }, finish_reason: "length" }] });
    const { usage } = body as {
      usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
    };
    expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
  });

  it("fills a schema, and the arguments of a function", async () => {
    const format = { type: "json_schema", json_schema: { name: "reply", schema: reply, strict: true } };
    const filled = await chat({ ...known, response_format: format });
    expect(filled).toMatchObject({
      body: { choices: [{ message: { content: JSON.stringify({ answer, citations: [2] }) } }] },
    });
    const tools = [{ type: "function", function: { name: "give_reply", parameters: reply } }];
    const called = await chat({
      ...known,
      tools,
      tool_choice: { type: "function", function: { name: "give_reply" } },
    });
    expect(called).toMatchObject({
      body: {
        choices: [
          {
            message: {
              content: null,
              tool_calls: [
                {
                  type: "function",
                  function: { name: "give_reply", arguments: JSON.stringify({ answer, citations: [2] }) },
                },
              ],
            },
          },
        ],
      },
    });
  });

  it("calls a tool of its own accord only while it has nothing to read", async () => {
    const tools = [
      {
        type: "function",
        function: {
          name: "search",
          parameters: { type: "object", properties: { query: { type: "string" } } },
        },
      },
    ];
    const question = { role: "user", content: "Where are passwords stored?" };
    const first = await chat({ model: "m", messages: [question], tools });
    expect(first).toMatchObject({
      body: {
        choices: [
          {
            finish_reason: "tool_calls",
            message: { tool_calls: [{ function: { arguments: `{"query":"${question.content}"}` } }] },
          },
        ],
      },
    });
    const messages = [
      question,
      { role: "assistant", content: null, tool_calls: [] },
      { role: "tool", tool_call_id: "1", content: material },
    ];
    expect(await chat({ model: "m", messages, tools })).toMatchObject({
      body: { choices: [{ message: { content: answer.replace(" [2]", "") } }] },
    });
    expect(await chat({ model: "m", messages: [question], tools, tool_choice: "none" })).toMatchObject({
      body: { choices: [{ finish_reason: "stop" }] },
    });
  });

  it("follows the form that a prompt shows in JSON mode", async () => {
    const form = { role: "system", content: 'Reply in JSON: {"answerable": true, "passages": [1]}' };
    const json = { ...known, messages: [form, ...known.messages], response_format: { type: "json_object" } };
    expect(await chat(json)).toMatchObject({
      body: { choices: [{ message: { content: '{"answerable":true,"passages":[2]}' } }] },
    });
  });

  it.each([
    [{ messages: [] }, "messages"],
    [{ messages: [{ role: "robot", content: "a" }] }, "messages[0].role"],
    [{ messages: [{ role: "user" }] }, "messages[0].content"],
    [{ n: 2 }, "n"],
    [{ response_format: { type: "xml" } }, "response_format"],
    [{ response_format: { type: "json_object" } }, "messages"],
    [
      {
        response_format: {
          type: "json_schema",
          json_schema: { name: "x", strict: true, schema: { type: "object", properties: {} } },
        },
      },
      "response_format",
    ],
    [{ tools: [{ type: "function", function: {} }] }, "tools[0].function"],
    [{ tool_choice: { type: "function", function: { name: "none" } } }, "tool_choice"],
    [{ messages: [{ role: "user", content: "a".repeat(600_000) }] }, "messages"],
  ])("refuses what OpenAI refuses (%#)", async (more, param) => {
    expect(await chat({ ...known, ...more })).toMatchObject({ status: 400, body: { error: { param } } });
  });

  it("refuses a body that is no JSON object", async () => {
    const response = await fetch(url("/v1/chat/completions"), { method: "POST", headers: token, body: "{" });
    expect(await read(response)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining("JSON") } },
    });
  });
});

describe("a streamed answer", () => {
  interface Chunk {
    choices: {
      delta: { role?: string; content?: string; tool_calls?: { function: { arguments: string } }[] };
      finish_reason: string | null;
    }[];
    usage?: { total_tokens: number } | null;
  }
  const stream = async (more: object) => {
    const response = await post("/v1/chat/completions", { ...known, stream: true, ...more });
    const events = (await response.text()).split("\n\n").filter((event) => event !== "");
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(events.at(-1)).toBe("data: [DONE]");
    return events.slice(0, -1).map((event) => JSON.parse(event.replace(/^data: /u, "")) as Chunk);
  };

  it("comes word by word, opens with the role and closes with the reason and the usage", async () => {
    const chunks = await stream({ stream_options: { include_usage: true } });
    expect(chunks[0]?.choices[0]?.delta.role).toBe("assistant");
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe(answer);
    expect(chunks.length).toBeGreaterThan(10);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("stop");
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
  });

  it("has no usage where none is asked for", async () => {
    const chunks = await stream({});
    expect(chunks.every((chunk) => !("usage" in chunk))).toBe(true);
  });

  it("streams a function's arguments", async () => {
    const tools = [
      {
        type: "function",
        function: { name: "f", parameters: { type: "object", properties: { answer: { type: "string" } } } },
      },
    ];
    const chunks = await stream({ tools, tool_choice: "required" });
    const text = chunks
      .map(({ choices }) => choices[0]?.delta.tool_calls?.[0]?.function.arguments ?? "")
      .join("");
    expect(JSON.parse(text)).toEqual({ answer });
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("tool_calls");
  });

  it("breaks in the middle where it is told to", async () => {
    await post("/control", { chat: "break" }, {});
    const response = await post("/v1/chat/completions", { ...known, stream: true });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("terminated");
  });
});

describe("faults", () => {
  it("fails so many times, with what the provider would send", async () => {
    const set = await post("/control", { embeddings: "fail", status: 429, retry_after: 1, times: 1 }, {});
    expect(await read(set)).toMatchObject({ status: 200, body: { embeddings: "fail", times: 1 } });
    const response = await post("/v1/embeddings", { model: "m", input: "a" });
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await read(response)).toMatchObject({
      status: 429,
      body: { error: { code: "rate_limit_exceeded" } },
    });
    expect(await embed({ input: "a" })).toMatchObject({ status: 200 });
  });

  it("hangs until the client goes, and cuts a connection", async () => {
    await post("/control", { chat: "hang", embeddings: "break" }, {});
    const gone = new AbortController();
    const hanging = post("/v1/chat/completions", known, token, gone.signal);
    const met = once(server, "request");
    await met;
    gone.abort();
    await expect(hanging).rejects.toThrow("abort");
    await expect(embed({ input: "a" })).rejects.toThrow("fetch failed");
    expect(await read(await fetch(url("/control")))).toMatchObject({ body: { chat: "hang" } });
  });

  it("are one caller's where they were set with her key", async () => {
    const mine = { authorization: "Bearer mine" };
    await post("/control", { embeddings: "fail" }, mine);
    expect((await post("/v1/embeddings", { model: "m", input: "a" }, mine)).status).toBe(500);
    expect(await embed({ input: "a" })).toMatchObject({ status: 200 });
    await post("/control", {}, mine);
    expect((await post("/v1/embeddings", { model: "m", input: "a" }, mine)).status).toBe(200);
  });

  it("refuses a fault that there is not", async () => {
    expect(await read(await post("/control", { chat: "explode" }, {}))).toMatchObject({
      status: 400,
      body: { error: { param: "chat" } },
    });
  });
});
