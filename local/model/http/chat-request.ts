import type { JsonSchema } from "../schema/json-schema.ts";
import { strictnessProblem } from "../schema/strictness.ts";
import type { Message } from "../text/prompt.ts";
import { ApiError, badParameter } from "./api-error.ts";
import { isObject, type JsonObject } from "./json-body.ts";

export interface Tool {
  readonly name: string;
  readonly parameters: JsonSchema;
}

/** What is used of a chat request. Sampling parameters are accepted and change nothing: the stand-in is deterministic. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly maxTokens: number | undefined;
  /** The form of a reply that is JSON; a schema where one is given. */
  readonly json: { readonly schema: JsonSchema | undefined } | undefined;
  readonly tools: readonly Tool[];
  readonly toolChoice: "none" | "auto" | "required" | { readonly name: string };
}

const roles = ["system", "developer", "user", "assistant", "tool"] as const;

/** Reads a body of POST /v1/chat/completions. Throws 400 where OpenAI would. */
export function readChatRequest(body: JsonObject): ChatRequest {
  const { model, messages, stream, stream_options: streamOptions, n } = body;
  if (typeof model !== "string" || model === "")
    throw new ApiError(400, "you must provide a model parameter");
  if (!Array.isArray(messages) || messages.length === 0)
    throw badParameter("messages", "Invalid 'messages': a non-empty array is expected.");
  if (n !== undefined && n !== null && n !== 1)
    throw badParameter("n", "The stand-in gives one choice: 'n' must be 1.");
  const read = messages.map(readMessage);
  const tools = readTools(body["tools"]);
  const limit = body["max_completion_tokens"] ?? body["max_tokens"];
  return {
    model,
    messages: read,
    stream: stream === true,
    includeUsage: isObject(streamOptions) && streamOptions["include_usage"] === true,
    maxTokens: typeof limit === "number" && limit >= 1 ? Math.floor(limit) : undefined,
    json: readFormat(body["response_format"], read),
    tools,
    toolChoice: readToolChoice(body["tool_choice"], tools),
  };
}

function readMessage(message: unknown, at: number): Message {
  const role = isObject(message) ? roles.find((known) => known === message["role"]) : undefined;
  if (!isObject(message) || !role)
    throw badParameter(
      `messages[${at}].role`,
      `Invalid value: 'messages[${at}].role' must be one of ${roles.join(", ")}.`,
    );
  const { content } = message;
  if (typeof content === "string") return { role, content };
  if (Array.isArray(content)) return { role, content: content.map(partText).join("\n") };
  if (role === "assistant" && (content === undefined || content === null)) return { role, content: "" };
  throw badParameter(
    `messages[${at}].content`,
    `Invalid type for 'messages[${at}].content': a string or an array is expected.`,
  );
}

function partText(part: unknown): string {
  return isObject(part) && typeof part["text"] === "string" ? part["text"] : "";
}

function readFormat(format: unknown, messages: readonly Message[]): ChatRequest["json"] {
  if (format === undefined || format === null) return undefined;
  const type = isObject(format) ? format["type"] : undefined;
  if (type === "text") return undefined;
  if (type === "json_object") {
    if (messages.some(({ content }) => /json/iu.test(content))) return { schema: undefined };
    throw badParameter(
      "messages",
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    );
  }
  const named = isObject(format) ? format["json_schema"] : undefined;
  if (type !== "json_schema" || !isObject(named) || !isObject(named["schema"]))
    throw badParameter(
      "response_format",
      "Invalid 'response_format': text, json_object, or json_schema with its schema.",
    );
  return { schema: checked(named["schema"], named["strict"], "response_format") };
}

function readTools(tools: unknown): Tool[] {
  if (tools === undefined || tools === null) return [];
  if (!Array.isArray(tools)) throw badParameter("tools", "Invalid 'tools': an array is expected.");
  return tools.map((tool: unknown, at) => {
    const described = isObject(tool) ? tool["function"] : undefined;
    if (!isObject(described) || typeof described["name"] !== "string")
      throw badParameter(
        `tools[${at}].function`,
        `Missing required parameter: 'tools[${at}].function.name'.`,
      );
    const parameters = isObject(described["parameters"]) ? described["parameters"] : { type: "object" };
    return {
      name: described["name"],
      parameters: checked(parameters, described["strict"], `tools[${at}].function`),
    };
  });
}

function readToolChoice(choice: unknown, tools: readonly Tool[]): ChatRequest["toolChoice"] {
  if (choice === undefined || choice === null) return "auto";
  if (choice === "none" || choice === "auto" || choice === "required") return choice;
  const named = isObject(choice) ? choice["function"] : undefined;
  const tool = tools.find(({ name }) => isObject(named) && named["name"] === name);
  if (tool) return { name: tool.name };
  throw badParameter(
    "tool_choice",
    "Invalid 'tool_choice': none, auto, required, or a function among 'tools'.",
  );
}

/** Holds a schema that is said to be strict to what OpenAI demands of one, so that nothing passes here and fails there. */
function checked(schema: JsonObject, strict: unknown, param: string): JsonSchema {
  const problem = strict === true ? strictnessProblem(schema) : undefined;
  if (problem === undefined) return schema;
  throw badParameter(param, `Invalid schema for ${param}: ${problem}`, "invalid_json_schema");
}
