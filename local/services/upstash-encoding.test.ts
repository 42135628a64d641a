import fc from "fast-check";
import { expect, test } from "vitest";
import { encode } from "./upstash-encoding.ts";

/** What @upstash/redis does with a reply. */
function decoded(reply: unknown): unknown {
  if (Array.isArray(reply))
    return reply.map((element) => (Array.isArray(element) ? decoded(element) : text(element)));
  return reply === "OK" ? "OK" : text(reply);
}

function text(value: unknown): unknown {
  return typeof value === "string" ? Buffer.from(value, "base64").toString("utf8") : value;
}

const leaf = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant("OK"), fc.integer(), fc.constant(null));
const reply = fc.oneof(leaf, fc.array(fc.oneof(leaf, fc.array(leaf))));

test("the client gets back what Redis said", () => {
  fc.assert(
    fc.property(reply, (value) => {
      expect(decoded(encode(value, "base64"))).toEqual(value);
      expect(encode(value, "none")).toEqual(value);
    }),
  );
});

test("bytes are not taken for text on the way", () => {
  expect(encode(Buffer.from([0xff, 0x00]), "base64")).toBe("/wA=");
});

test("only an OK that is the whole reply stays as it is", () => {
  expect(encode("OK", "base64")).toBe("OK");
  expect(encode(["OK"], "base64")).toEqual(["T0s="]);
});
