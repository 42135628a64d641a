import { castTo, OnnxGraph } from "./onnx-graph.ts";
import type { StoredTensor } from "./safetensors.ts";

/** The part of a BERT `config.json` that shapes its graph. */
export interface BertConfig {
  readonly hidden_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly layer_norm_eps: number;
}

/**
 * The graph of a BERT sentence encoder (Devlin et al. 2019; mean pooling and L2 norm as in Sentence-BERT, Reimers and
 * Gurevych 2019): `ids` int64 [batch, length] and `mask` float [batch, length] (1 where there is a token) to
 * `embedding` float [batch, hidden_size]. The weights stay in `weightsFile`.
 */
export function bertGraph(
  weightsFile: string,
  tensors: ReadonlyMap<string, StoredTensor>,
  config: BertConfig,
): Uint8Array {
  const graph = new OnnxGraph(weightsFile, tensors);
  graph.input("ids", "int64", ["batch", "length"]);
  graph.input("mask", "float", ["batch", "length"]);
  graph.output("embedding", "float", ["batch", config.hidden_size]);
  const attended = attentionMask(graph);
  let hidden = embeddings(graph, config);
  for (let layer = 0; layer < config.num_hidden_layers; layer += 1)
    hidden = encoderLayer(graph, config, `encoder.layer.${layer}`, hidden, attended);
  meanPool(graph, hidden);
  return graph.toBytes("bert");
}

function embeddings(graph: OnnxGraph, config: BertConfig): string {
  const table = (name: string) => graph.weight(`embeddings.${name}_embeddings.weight`);
  const length = graph.apply("Gather", [graph.apply("Shape", ["ids"]), graph.integers(1)]);
  const positions = graph.apply("Range", [graph.integers(0), length, graph.integers(1)]);
  const words = graph.apply("Gather", [table("word"), "ids"]);
  const placed = graph.apply("Add", [words, graph.apply("Gather", [table("position"), positions])]);
  const typed = graph.apply("Add", [placed, graph.apply("Gather", [table("token_type"), graph.integers(0)])]);
  return layerNorm(graph, config, "embeddings.LayerNorm", typed);
}

/** The mask as booleans [batch, 1, length, length]: ONNX Runtime wants the query axis spelled out, not broadcast. */
function attentionMask(graph: OnnxGraph): string {
  const keys = graph.apply("Unsqueeze", ["mask", graph.integers([1, 2])]);
  const length = graph.apply("Gather", [graph.apply("Shape", ["ids"]), graph.integers([1])]);
  const square = graph.apply("Concat", [graph.integers([1, 1]), length, graph.integers([1])], { axis: 0 });
  return graph.apply("Cast", [graph.apply("Expand", [keys, square])], { to: castTo("bool") });
}

function encoderLayer(
  graph: OnnxGraph,
  config: BertConfig,
  layer: string,
  hidden: string,
  attended: string,
): string {
  const projections = ["query", "key", "value"].map((name) =>
    linear(graph, `${layer}.attention.self.${name}`, hidden),
  );
  const heads = { q_num_heads: config.num_attention_heads, kv_num_heads: config.num_attention_heads };
  const context = graph.apply("Attention", [...projections, attended], heads);
  const attention = residual(graph, config, `${layer}.attention.output`, context, hidden);
  const widened = graph.apply("Gelu", [linear(graph, `${layer}.intermediate.dense`, attention)]);
  return residual(graph, config, `${layer}.output`, widened, attention);
}

function residual(graph: OnnxGraph, config: BertConfig, name: string, value: string, around: string): string {
  const sum = graph.apply("Add", [linear(graph, `${name}.dense`, value), around]);
  return layerNorm(graph, config, `${name}.LayerNorm`, sum);
}

function linear(graph: OnnxGraph, name: string, value: string): string {
  const transposed = graph.apply("Transpose", [graph.weight(`${name}.weight`)], { perm: [1, 0] });
  return graph.apply("Add", [graph.apply("MatMul", [value, transposed]), graph.weight(`${name}.bias`)]);
}

function layerNorm(graph: OnnxGraph, config: BertConfig, name: string, value: string): string {
  const parameters = [graph.weight(`${name}.weight`), graph.weight(`${name}.bias`)];
  const epsilon = { float: config.layer_norm_eps };
  return graph.apply("LayerNormalization", [value, ...parameters], { axis: -1, epsilon });
}

function meanPool(graph: OnnxGraph, hidden: string): void {
  const weights = graph.apply("Unsqueeze", ["mask", graph.integers([2])]);
  const axis = graph.integers([1]);
  const sum = graph.apply("ReduceSum", [graph.apply("Mul", [hidden, weights]), axis], { keepdims: 0 });
  const count = graph.apply("ReduceSum", [weights, axis], { keepdims: 0 });
  graph.apply("LpNormalization", [graph.apply("Div", [sum, count])], { axis: -1, p: 2 }, "embedding");
}
