import * as z from "zod";
import { defineRoute, roles } from "../define.ts";
import { Answer, AskBody } from "./schemas.ts";

const asking = {
  method: "POST",
  access: roles,
  body: AskBody,
  errors: ["course.not_found", "assistant.not_ready", "assistant.unavailable"],
  uses: ["postgres", "redis", "qdrant", "llm"],
  transaction: false,
  limits: { account: { limit: 20, window: 60 } },
  memoryMb: 1024,
} as const;

export const ask = defineRoute({
  ...asking,
  id: "assistant.ask",
  path: "/ai/ask",
  summary: "Ask a question about a course",
  description:
    "Answers from the course's own material alone, with sources. For enrolled students, the owner and admins.",
  replies: { 200: Answer },
  timeoutSeconds: 29,
});

export const askStream = defineRoute({
  ...asking,
  id: "assistant.askStream",
  path: "/ai/ask-stream",
  summary: "Ask a question and watch the answer come",
  description: "Server-sent events: `sources` first, then `token`s, and `done` or `error` at the end.",
  replies: { 200: z.string() },
  mediaType: "text/event-stream",
  stream: true,
  timeoutSeconds: 60,
});
