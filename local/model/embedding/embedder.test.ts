import { describe, expect, it } from "vitest";
import { cosine, type Embedder, normalise, resize } from "./embedder.ts";
import { cachedEmbedder } from "./cached-embedder.ts";
import { lexicalEmbedder } from "./lexical-embedder.ts";

describe("resize", () => {
  const [a, b] = [normalise(Float32Array.of(1, 2, 3)), normalise(Float32Array.of(3, 1, 2))];

  it("leaves every cosine as it was when it adds zeros", () => {
    expect(resize(a, 1536)).toHaveLength(1536);
    expect(cosine(resize(a, 1536), resize(b, 1536))).toBeCloseTo(cosine(a, b), 6);
  });

  it("keeps the length at 1 when it cuts", () => {
    expect(cosine(resize(a, 2), resize(a, 2))).toBeCloseTo(1, 6);
  });
});

describe("lexicalEmbedder", () => {
  const embed = async (...texts: string[]) => lexicalEmbedder.embed(texts);

  it("is deterministic, of unit length, and of zeros for nothing", async () => {
    const [one, two, nothing] = await embed("Install the package.", "Install the package.", "…");
    expect(one).toEqual(two);
    expect(cosine(one ?? normalise(new Float32Array(1)), one ?? new Float32Array(1))).toBeCloseTo(1, 5);
    expect(nothing?.every((value) => value === 0)).toBe(true);
  });

  it("brings texts near that share stems, nearer with their order, and letters", async () => {
    const [asked, same, order, other] = await embed(
      "installing packages",
      "packages are installed",
      "they installed packages",
      "the weather in spring",
    );
    const near = (vector: Float32Array | undefined) =>
      cosine(asked ?? new Float32Array(0), vector ?? new Float32Array(0));
    expect(near(same)).toBeGreaterThan(0.7);
    expect(near(order)).toBeGreaterThan(near(same));
    expect(Math.abs(near(other))).toBeLessThan(0.1);
  });
});

describe("cachedEmbedder", () => {
  const counting = () => {
    const seen: string[][] = [];
    const embedder: Embedder = {
      ...lexicalEmbedder,
      embed: (texts) => {
        seen.push([...texts]);
        return lexicalEmbedder.embed(texts);
      },
    };
    return { seen, embedder };
  };

  it("asks once for each text and answers as the embedder does", async () => {
    const { seen, embedder } = counting();
    const cached = cachedEmbedder(embedder);
    expect(await cached.embed(["a b", "c d", "a b"])).toEqual(
      await lexicalEmbedder.embed(["a b", "c d", "a b"]),
    );
    await cached.embed(["c d", "e f"]);
    expect(seen).toEqual([["a b", "c d"], ["e f"]]);
  });

  it("forgets what was used longest ago, also within one call", async () => {
    const { seen, embedder } = counting();
    const cached = cachedEmbedder(embedder, 2);
    await cached.embed(["a", "b"]);
    await cached.embed(["a"]);
    expect(await cached.embed(["c", "d", "e"])).toEqual(await lexicalEmbedder.embed(["c", "d", "e"]));
    await cached.embed(["e", "a"]);
    expect(seen).toEqual([["a", "b"], ["c", "d", "e"], ["a"]]);
  });
});
