import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { type JsonSchema, schemaText } from "@smartcourse/contracts/event-schema";
import { incompatibilities } from "@smartcourse/contracts/schema-compatibility";

export interface RegistryStandIn {
  readonly address: string;
  /** The versions of each subject. */
  readonly subjects: ReadonlyMap<string, readonly JsonSchema[]>;
  /** The compatibility that was set for a subject. */
  readonly levels: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

type Answer = readonly [status: number, body: object];

/** The part of the schema registry's HTTP API that is used, as Confluent documents it and Apicurio answers it. */
export async function startSchemaRegistry(): Promise<RegistryStandIn> {
  const subjects = new Map<string, JsonSchema[]>();
  const levels = new Map<string, string>();
  const ids = new Map<string, number>();

  const register = (subject: string, text: string): Answer => {
    const schema: JsonSchema = JSON.parse(text);
    if (schema["type"] !== "object") return [422, { error_code: 42201, message: "Invalid schema" }];
    const versions = subjects.get(subject) ?? [];
    const id = ids.get(text) ?? ids.size + 1;
    if (versions.some((one) => schemaText(one) === schemaText(schema))) return [200, { id }];
    const breaks = versions.flatMap((older) => incompatibilities(older, schema));
    if (levels.get(subject) === "BACKWARD_TRANSITIVE" && breaks.length > 0)
      return [409, { error_code: 409, message: breaks.join("; ") }];
    subjects.set(subject, [...versions, schema]);
    ids.set(text, id);
    return [200, { id }];
  };
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const body = (await json(request)) as Record<string, string>;
    const [, first, subject = "", last] = (request.url ?? "").split("/").map(decodeURIComponent);
    if (request.headers["content-type"] !== "application/vnd.schemaregistry.v1+json")
      return [415, { error_code: 415, message: "HTTP 415 Unsupported Media Type" }];
    if (request.method === "PUT" && first === "config") {
      levels.set(subject, body["compatibility"] ?? "");
      return [200, { compatibility: body["compatibility"] }];
    }
    if (
      request.method === "POST" &&
      first === "subjects" &&
      last === "versions" &&
      body["schemaType"] === "JSON"
    )
      return register(subject, body["schema"] ?? "");
    return [404, { error_code: 404, message: "HTTP 404 Not Found" }];
  };
  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const [status, body] = await answer(request);
    response.writeHead(status, { "content-type": "application/vnd.schemaregistry.v1+json" });
    response.end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void reply(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    subjects,
    levels,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
