import { createParser } from "eventsource-parser";

/** An answer that was not a success: what the API said of it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** The API over HTTP, as any client has it. */
export class ApiClient {
  readonly #origin: string;
  readonly #token: string | undefined;

  constructor(origin: string, token?: string) {
    this.#origin = origin;
    this.#token = token;
  }

  /** The same API in the name of somebody. */
  as(token: string): ApiClient {
    return new ApiClient(this.#origin, token);
  }

  get<T>(path: string): Promise<T> {
    return this.#json<T>("GET", path);
  }

  post<T>(path: string, body?: object): Promise<T> {
    return this.#json<T>("POST", path, body);
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.#json<T>("PUT", path, body);
  }

  /** The server-sent events of an answer, as they come. */
  async *stream(path: string, body: object): AsyncGenerator<StreamEvent> {
    const response = await this.#send("POST", path, body);
    const events: StreamEvent[] = [];
    const parser = createParser({ onEvent: ({ event = "message", data }) => events.push({ event, data }) });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      yield* events.splice(0);
    }
  }

  async #json<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.#send(method, path, body);
    return (await response.json()) as T;
  }

  async #send(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new ApiError(
        response.status,
        `${method} ${path} answered ${response.status}: ${await response.text()}`,
      );
    return response;
  }
}

/** Uploads a file with the form that the API gave for it. */
export async function upload(
  form: { url: string; fields: Record<string, string> },
  bytes: Uint8Array,
  filename: string,
): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append("file", new Blob([Buffer.from(bytes)]), filename);
  const response = await fetch(form.url, { method: "POST", body });
  if (!response.ok)
    throw new ApiError(response.status, `The upload answered ${response.status}: ${await response.text()}`);
}
