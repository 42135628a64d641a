import { access } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cosine, type Embedder } from "./embedder.ts";
import { loadEmbedder } from "./load-embedder.ts";

const weights = process.env["MODEL_CACHE_DIR"] ?? "";
const present = await access(join(weights, "model.safetensors")).then(
  () => true,
  () => false,
);

describe("loadEmbedder without weights", () => {
  it.each([undefined, "", join(tmpdir(), "no-such-folder")])(
    "falls back to words in %s, and says so",
    async (directory) => {
      const said: string[] = [];
      const embedder = await loadEmbedder(directory, 1, (message) => said.push(message));
      expect(embedder.kind).toBe("lexical");
      expect(said).toEqual([expect.stringContaining("embeddings are lexical")]);
    },
  );
});

describe.runIf(present)("MiniLM (where MODEL_CACHE_DIR has its weights)", () => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await loadEmbedder(weights, 1, (message) => {
      throw new Error(message);
    });
  }, 60_000);

  const embed = async (text: string) => (await embedder.embed([text]))[0] ?? new Float32Array(0);

  it("embeds as the reference does", async () => {
    // The first components of "Hello" by a forward pass of the published weights in NumPy, in double precision.
    const hello = await embed("Hello");
    expect(hello).toHaveLength(384);
    expect(Array.from(hello.slice(0, 4), (value) => value.toFixed(4))).toEqual([
      "-0.0628",
      "0.0550",
      "0.0522",
      "0.0858",
    ]);
    expect(cosine(hello, hello)).toBeCloseTo(1, 5);
  });

  it("brings meanings near that share no word", async () => {
    const asked = await embed("How do I delete a file?");
    expect(cosine(asked, await embed("Removing a document from disk"))).toBeGreaterThan(0.5);
    expect(cosine(asked, await embed("The weather is nice"))).toBeLessThan(0.1);
  });

  it("gives a text the same vector alone and among others, and keeps their order", async () => {
    const texts = [
      "a long text of many words that stands with short ones",
      "short",
      "middling text",
      "word ".repeat(900),
    ];
    const together = await embedder.embed(texts);
    for (const [at, text] of texts.entries())
      expect(cosine(together[at] ?? new Float32Array(0), await embed(text))).toBeCloseTo(1, 4);
  });

  it("counts all tokens of a text, also those beyond what it reads", () => {
    expect(embedder.countTokens("Hello world")).toBe(4);
    expect(embedder.countTokens("word ".repeat(900))).toBe(902);
  });

  it("knows common words from rare ones", () => {
    expect(embedder.rarity("the")).toBeLessThan(embedder.rarity("country"));
    expect(embedder.rarity("country")).toBeLessThan(embedder.rarity("systemctl"));
    expect(embedder.rarity("systemctl")).toBe(1);
  });

  it("stops when it is told to", async () => {
    await expect(embedder.embed(["Hello"], AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
  });
});
