import { describe, expect, it } from "vitest";
import { bertGraph } from "./bert-graph.ts";
import type { StoredTensor } from "./safetensors.ts";

const config = { hidden_size: 4, num_hidden_layers: 1, num_attention_heads: 2, layer_norm_eps: 1e-12 };
const tensor = (offset: number): StoredTensor => ({ dtype: "F32", shape: [4, 4], offset, length: 64 });
const dense = (name: string) => [`${name}.weight`, `${name}.bias`];
const layer = "encoder.layer.0";
const names = [
  ...["word", "position", "token_type"].map((name) => `embeddings.${name}_embeddings.weight`),
  ...["query", "key", "value"].flatMap((name) => dense(`${layer}.attention.self.${name}`)),
  ...[`${layer}.attention.output`, `${layer}.output`].flatMap((name) => [
    ...dense(`${name}.dense`),
    ...dense(`${name}.LayerNorm`),
  ]),
  ...dense("embeddings.LayerNorm"),
  ...dense(`${layer}.intermediate.dense`),
];
const tensors = new Map(names.map((name, at) => [name, tensor(at * 64)]));

describe("bertGraph", () => {
  it("points at the weights in their file and holds none itself", () => {
    const graph = Buffer.from(bertGraph("model.safetensors", tensors, config));
    for (const name of names) expect(graph.includes(name)).toBe(true);
    expect(graph.includes("model.safetensors")).toBe(true);
    expect(graph.includes(String((names.length - 1) * 64))).toBe(true);
    expect(graph.length).toBeLessThan(8000);
  });

  it("names the tensor that is missing, or of another type", () => {
    const without = new Map(tensors);
    without.delete(`${layer}.attention.self.key.bias`);
    expect(() => bertGraph("f", without, config)).toThrow(
      `no 32-bit float tensor ${layer}.attention.self.key.bias`,
    );
    const half = new Map(tensors).set("embeddings.word_embeddings.weight", { ...tensor(0), dtype: "F16" });
    expect(() => bertGraph("f", half, config)).toThrow("embeddings.word_embeddings.weight");
  });
});
