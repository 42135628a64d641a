import { describe, expect, test } from "vitest";
import {
  type ResponseStream,
  awslambda,
  parsePrelude,
  preludeContentType,
  runStreaming,
} from "./streamify.ts";

interface Sent {
  readonly types: string[];
  readonly bytes: () => Buffer;
}

async function run(work: (stream: ResponseStream) => Promise<unknown>): Promise<Sent> {
  const types: string[] = [];
  const chunks: Buffer[] = [];
  await runStreaming(
    async (_event, stream) => work(stream),
    {},
    {},
    {
      start: (type) => types.push(type),
      send: (chunk, accepted) => {
        chunks.push(chunk);
        accepted();
      },
    },
  );
  return { types, bytes: () => Buffer.concat(chunks) };
}

describe("HttpResponseStream", () => {
  test("sends the prelude before the first write", async () => {
    const sent = await run(async (stream) => {
      const response = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { a: "b" } });
      response.write("one");
      response.end("two");
    });
    expect(sent.types).toEqual([preludeContentType]);
    const parsed = parsePrelude(sent.bytes());
    expect(parsed?.prelude).toEqual({ statusCode: 201, headers: { a: "b" } });
    expect(parsed?.rest.toString()).toBe("onetwo");
  });

  test("comes too late after a write", async () => {
    const late = run(async (stream) => {
      stream.write("x");
      awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
    });
    await expect(late).rejects.toThrow("too late");
  });
});

describe("runStreaming", () => {
  test("sends objects as JSON, and bytes as they are", async () => {
    const sent = await run(async (stream) => {
      stream.write({ a: 1 });
      stream.write(new Uint8Array([0, 255]));
      stream.end();
    });
    expect(sent.types).toEqual(["application/octet-stream"]);
    expect(sent.bytes()).toEqual(Buffer.concat([Buffer.from('{"a":1}'), Buffer.from([0, 255])]));
  });

  test("does not let a handler return with its stream open", async () => {
    await expect(run(async (stream) => stream.write("x"))).rejects.toThrow(
      "Response stream is not finished.",
    );
  });
});

test("parsePrelude waits for the whole prelude", () => {
  expect(parsePrelude(Buffer.from('{"statusCode":200}'))).toBeUndefined();
  expect(() => parsePrelude(Buffer.from("no json\0\0\0\0\0\0\0\0"))).toThrow(SyntaxError);
});
