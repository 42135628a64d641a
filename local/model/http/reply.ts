import { Reading } from "../answer/reading.ts";
import { writeReply } from "../answer/write-reply.ts";
import type { Embedder } from "../embedding/embedder.ts";
import { fillSchema } from "../schema/fill-schema.ts";
import type { JsonSchema } from "../schema/json-schema.ts";
import { schemaFromExample } from "../schema/schema-from-example.ts";
import { type Prompt, readPrompt } from "../text/prompt.ts";
import { ApiError } from "./api-error.ts";
import type { ChatRequest, Tool } from "./chat-request.ts";

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** What the stand-in says: a text, or a call of one function. */
export interface Reply {
  readonly content: string | null;
  readonly toolCall: { readonly name: string; readonly arguments: string } | undefined;
  readonly finishReason: "stop" | "length" | "tool_calls";
  readonly usage: Usage;
}

const contextWindow = 128_000;
/** In JSON mode with no form shown. */
const usualJson: JsonSchema = {
  type: "object",
  properties: {
    answer: { type: "string" },
    answerable: { type: "boolean" },
    citations: {
      type: "array",
      items: { type: "object", properties: { passage: { type: "integer" }, quote: { type: "string" } } },
    },
  },
};

/** Answers a chat request. Throws 400 where it is longer than the context window or its schema cannot be followed. */
export async function reply(request: ChatRequest, embedder: Embedder, signal: AbortSignal): Promise<Reply> {
  const asked = request.messages.reduce((sum, { content }) => sum + embedder.countTokens(content), 0);
  if (asked > contextWindow)
    throw new ApiError(
      400,
      `This model's maximum context length is ${contextWindow} tokens. However, your messages resulted in ${asked} tokens. Please reduce the length of the messages.`,
      { param: "messages", code: "context_length_exceeded" },
    );
  const prompt = readPrompt(request.messages);
  const reading = new Reading(prompt, embedder, signal);
  const tool = chooseTool(request, prompt);
  if (tool) {
    const text = JSON.stringify(await fill(tool.parameters, reading));
    const finishReason = typeof request.toolChoice === "object" ? "stop" : "tool_calls";
    return {
      content: null,
      toolCall: { name: tool.name, arguments: text },
      finishReason,
      usage: usage(asked, text, embedder),
    };
  }
  const whole = request.json ? await writeJson(request, reading) : await writeReply(reading);
  const content = cut(whole, request.maxTokens);
  const finishReason = content.length < whole.length ? "length" : "stop";
  return { content, toolCall: undefined, finishReason, usage: usage(asked, content, embedder) };
}

async function writeJson({ json, messages }: ChatRequest, reading: Reading): Promise<string> {
  const shown = schemaFromExample(messages.map(({ content }) => content).join("\n"));
  return JSON.stringify(await fill(json?.schema ?? shown ?? usualJson, reading));
}

async function fill(schema: JsonSchema, reading: Reading): Promise<unknown> {
  try {
    return await fillSchema(schema, reading);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith("The schema has no ")) throw error;
    throw new ApiError(400, error.message, { code: "invalid_json_schema" });
  }
}

/** Left to itself, it calls a tool only while it has nothing to read. */
function chooseTool({ tools, toolChoice }: ChatRequest, prompt: Prompt): Tool | undefined {
  if (typeof toolChoice === "object") return tools.find(({ name }) => name === toolChoice.name);
  if (toolChoice === "required" || (toolChoice === "auto" && prompt.passages.length === 0)) return tools[0];
  return undefined;
}

function usage(asked: number, text: string, embedder: Embedder): Usage {
  const completion = embedder.countTokens(text);
  return { prompt_tokens: asked, completion_tokens: completion, total_tokens: asked + completion };
}

/** After about so many tokens, at four characters each. */
function cut(text: string, maxTokens: number | undefined): string {
  return maxTokens === undefined ? text : text.slice(0, maxTokens * 4);
}
