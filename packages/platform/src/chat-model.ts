import { ChatOpenAICompletions } from "@langchain/openai";
import { type Patience, tryAgain } from "./chat-attempts.ts";
import { env } from "./env.ts";

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface ChatOptions {
  /** 0 for grading, more for prose. */
  readonly temperature: number;
  readonly maxTokens: number;
  readonly signal: AbortSignal;
}

/** A model that has begun to answer keeps doing so, or is given up. */
const patience: Patience = { attempts: 3, attemptMs: 6_000, totalMs: 13_000, backoffMs: 500 };

/**
 * The model's answer as it is written, from any provider that speaks the OpenAI API. Until its first piece has come a
 * passing failure is tried again; after it, the failure ends the stream.
 * Throws the provider's error (`status` where it answered), the signal's reason, or that the answer broke off.
 */
export async function* streamChat(
  messages: readonly ChatMessage[],
  options: ChatOptions,
): AsyncGenerator<string> {
  const {
    value: first,
    pieces,
    watch,
  } = await tryAgain(patience, options.signal, async (watch) => {
    const pieces = (await open(options).stream(asPairs(messages), { signal: watch.signal }))[
      Symbol.asyncIterator
    ]();
    return { value: await pieces.next(), pieces, watch };
  });
  let ended = false;
  try {
    for (let next = first; next.done !== true; next = await pieces.next()) {
      const { content, response_metadata } = next.value;
      ended ||= typeof response_metadata["finish_reason"] === "string";
      // Only the model's silence counts, not the time that is taken to read.
      watch.pause();
      if (typeof content === "string" && content !== "") yield content;
      watch.beat();
    }
    watch.check();
    if (!ended) throw new Error("The model's answer broke off");
  } catch (error) {
    throw watch.explain(error);
  } finally {
    watch.end();
    await pieces.return?.();
  }
}

/** The model's whole answer. Fails as `streamChat` does, and is tried again like its beginning. */
export async function completeChat(messages: readonly ChatMessage[], options: ChatOptions): Promise<string> {
  const { message, watch } = await tryAgain(patience, options.signal, async (watch) => ({
    message: await open(options).invoke(asPairs(messages), { signal: watch.signal }),
    watch,
  }));
  watch.end();
  return message.text;
}

function open({ temperature, maxTokens }: ChatOptions): ChatOpenAICompletions {
  const baseURL = env("OPENAI_BASE_URL");
  return new ChatOpenAICompletions({
    apiKey: env("OPENAI_API_KEY"),
    model: env("CHAT_MODEL"),
    temperature,
    maxTokens,
    maxRetries: 0,
    streamUsage: false,
    ...(baseURL !== "" && { configuration: { baseURL } }),
  });
}

function asPairs(messages: readonly ChatMessage[]): [string, string][] {
  return messages.map(({ role, content }) => [role, content]);
}
