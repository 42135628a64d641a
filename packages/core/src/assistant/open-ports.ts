import { DomainError } from "@smartcourse/contracts/errors";
import { beforeAbort } from "@smartcourse/platform/before-abort";
import { completeChat, streamChat } from "@smartcourse/platform/chat-model";
import { env, envNumber } from "@smartcourse/platform/env";
import type { Db } from "@smartcourse/platform/postgres";
import type { AssistantPorts, Prompt } from "./assistant-ports.ts";
import { findTitles } from "./assistant-store.ts";
import { searchPassages } from "./search-passages.ts";

/** Tokens of six sentences with their markers, several times over. */
const longestAnswer = 700;
const longestQuery = 100;
const retryAfterSeconds = 10;

/** The assistant's ports onto Qdrant, the model provider and Postgres, all given up when `signal` aborts. */
export function openPorts(db: Db, signal: AbortSignal): AssistantPorts {
  return {
    search: (query, scope, limit) => available(beforeAbort(signal, searchPassages(query, scope, limit))),
    titles: (courseId, ids) => findTitles(db, courseId, ids),
    complete: (prompt) =>
      available(completeChat(messages(prompt), { temperature: 0, maxTokens: longestQuery, signal })),
    async *write(prompt) {
      const temperature = envNumber("ASSISTANT_TEMPERATURE");
      try {
        yield* streamChat(messages(prompt), { temperature, maxTokens: longestAnswer, signal });
      } catch (error) {
        throw unavailable(error);
      }
    },
  };
}

/** Passages that an answer is drawn from. */
export function topK(): number {
  const value = envNumber("ASSISTANT_TOP_K");
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`ASSISTANT_TOP_K must be a positive integer, not ${env("ASSISTANT_TOP_K")}`);
  return value;
}

function messages({ system, user }: Prompt) {
  return [
    { role: "system", content: system },
    { role: "user", content: user },
  ] as const;
}

async function available<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw unavailable(error);
  }
}

/** Whatever the index or the provider fails with, the caller can only try again later; the log has the cause. */
function unavailable(cause: unknown): DomainError {
  return new DomainError(
    "assistant.unavailable",
    "The assistant does not answer now: ask again in a moment",
    {
      cause,
      retryAfter: retryAfterSeconds,
    },
  );
}
