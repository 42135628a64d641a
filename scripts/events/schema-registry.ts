import * as z from "zod";
import { Failure } from "../../local/platform/failure.ts";

const mediaType = "application/vnd.schemaregistry.v1+json";
const Refusal = z.object({ error_code: z.int(), message: z.string() });
const Registered = z.object({ id: z.int() });

/** A registry of schemas, by Confluent's HTTP API. */
export interface SchemaRegistry {
  /** Has the registry refuse what does not go with every earlier version of the subject. */
  guard(subject: string): Promise<void>;
  /** Adds a version to the subject, or finds the one that is the same, and answers with the schema's id. Throws where it is refused. */
  register(subject: string, schema: object): Promise<number>;
}

/** `address` may carry a user and password. */
export function openRegistry(address: string): SchemaRegistry {
  const url = new URL(address.endsWith("/") ? address : `${address}/`);
  const { username, password } = url;
  [url.username, url.password] = ["", ""];
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  const authorization = username === "" ? {} : { authorization: `Basic ${credentials.toString("base64")}` };
  const ask = async (method: "PUT" | "POST", path: string, body: object): Promise<unknown> => {
    const reply = await fetch(new URL(path, url), {
      method,
      headers: { "content-type": mediaType, accept: mediaType, ...authorization },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const answer: unknown = await reply.json();
    if (reply.ok) return answer;
    const { error_code, message } = Refusal.parse(answer);
    throw new Failure(
      `The registry answers ${reply.status} (${error_code}) to ${method} ${path}: ${message}`,
    );
  };
  return {
    async guard(subject) {
      await ask("PUT", `config/${encodeURIComponent(subject)}`, { compatibility: "BACKWARD_TRANSITIVE" });
    },
    async register(subject, schema) {
      const path = `subjects/${encodeURIComponent(subject)}/versions`;
      const answer = await ask("POST", path, { schemaType: "JSON", schema: JSON.stringify(schema) });
      return Registered.parse(answer).id;
    },
  };
}
