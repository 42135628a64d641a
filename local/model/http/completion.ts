import { randomUUID } from "node:crypto";
import type { ChatRequest } from "./chat-request.ts";
import type { Reply } from "./reply.ts";

/** Says of every answer whose it is. */
export const fingerprint = "stand-in";

/** The body of an answer that is not streamed. */
export function completion(
  { model }: ChatRequest,
  { content, toolCall, finishReason, usage }: Reply,
): object {
  const calls = toolCall ? { tool_calls: [{ id: callId(), type: "function", function: toolCall }] } : {};
  const message = { role: "assistant", content, refusal: null, ...calls };
  return {
    ...envelope(model, "chat.completion"),
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
    usage,
  };
}

/** The chunks of a streamed answer in order: the role, the text word by word (or the arguments), the end, the usage. */
export function* completionChunks(
  { model, includeUsage }: ChatRequest,
  { content, toolCall, finishReason, usage }: Reply,
): Generator<object> {
  const common = { ...envelope(model, "chat.completion.chunk"), ...(includeUsage ? { usage: null } : {}) };
  const chunk = (delta: object, end: string | null = null) => ({
    ...common,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: end }],
  });
  if (toolCall) {
    const opening = {
      index: 0,
      id: callId(),
      type: "function",
      function: { name: toolCall.name, arguments: "" },
    };
    yield chunk({ role: "assistant", content: null, tool_calls: [opening] });
    for (const piece of pieces(toolCall.arguments))
      yield chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
  } else {
    yield chunk({ role: "assistant", content: "", refusal: null });
    for (const piece of pieces(content ?? "")) yield chunk({ content: piece });
  }
  yield chunk({}, finishReason);
  if (includeUsage) yield { ...common, choices: [], usage };
}

function envelope(model: string, object: string): object {
  return {
    id: `chatcmpl-${randomUUID().replaceAll("-", "")}`,
    object,
    created: Math.floor(Date.now() / 1000),
    model,
    system_fingerprint: fingerprint,
  };
}

function callId(): string {
  return `call_${randomUUID().replaceAll("-", "").slice(0, 24)}`;
}

/** Words with the space before them; together they are the text. */
function pieces(text: string): string[] {
  return text.match(/\s*\S+|\s+$/gu) ?? [];
}
