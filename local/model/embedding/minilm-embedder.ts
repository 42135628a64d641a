import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { type BertConfig, bertGraph } from "./bert-graph.ts";
import type { Embedder } from "./embedder.ts";
import { inSlices } from "./in-slices.ts";
import { readTensorIndex } from "./safetensors.ts";

const weightsFile = "model.safetensors";
/** Of a text: what the model was trained for (its `max_seq_length`); it reads no further. */
const mostTokens = 256;
/**
 * Tokens in a batch, padding included. More gains nothing on two cores, and inference blocks the event loop: this is
 * about 0.15 s.
 */
const batchTokens = 1024;

/**
 * Loads all-MiniLM-L6-v2 from a folder with model.safetensors, tokenizer.json, tokenizer_config.json and config.json,
 * and writes model.onnx beside them. `threads`: of inference, 0 for one a core. Throws where a file is missing or cannot
 * be read.
 */
export async function loadMiniLm(directory: string, threads: number): Promise<Embedder> {
  const json = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(directory, name), "utf8"));
  const config = (await json("config.json")) as BertConfig;
  const tokenizer = new Tokenizer(
    (await json("tokenizer.json")) as object,
    (await json("tokenizer_config.json")) as object,
  );
  const session = await InferenceSession.create(await writeGraph(directory, config), {
    intraOpNumThreads: threads,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  });
  return miniLm(tokenizer, session, config.hidden_size);
}

/**
 * Writes the graph beside its weights (ONNX Runtime wants both in one folder) and names it. Loaded from a path, the
 * weights are mapped from the file instead of copied: 80 MB less. The rename lets two servers start at once.
 */
async function writeGraph(directory: string, config: BertConfig): Promise<string> {
  const graph = bertGraph(weightsFile, await readTensorIndex(join(directory, weightsFile)), config);
  const path = join(directory, "model.onnx");
  await writeFile(`${path}.${process.pid}`, graph);
  await rename(`${path}.${process.pid}`, path);
  return path;
}

function miniLm(tokenizer: Tokenizer, session: InferenceSession, dimensions: number): Embedder {
  const vocabulary = tokenizer.get_vocab(false);
  return {
    kind: "minilm",
    dimensions,
    countTokens: (text) => tokenizer.encode(text).ids.length,
    rarity: (word) => rarity(vocabulary, word),
    async embed(texts, signal) {
      const vectors = texts.map(() => new Float32Array(dimensions));
      const encoded = await inSlices(texts, (text) => truncate(tokenizer.encode(text).ids));
      for (const batch of batches(encoded)) {
        signal?.throwIfAborted();
        const rows = await run(session, batch);
        batch.forEach(({ at }, row) =>
          vectors[at]?.set(rows.subarray(row * dimensions, (row + 1) * dimensions)),
        );
      }
      return vectors;
    },
  };
}

interface Encoded {
  readonly ids: readonly number[];
  /** Its place among the texts that were asked for. */
  readonly at: number;
}

/** Texts of like length together, so that little is padded. */
function batches(encoded: readonly (readonly number[])[]): Encoded[][] {
  const shortestFirst = encoded.map((ids, at) => ({ ids, at })).sort((a, b) => a.ids.length - b.ids.length);
  const made: Encoded[][] = [];
  for (const text of shortestFirst) {
    const last = made.at(-1);
    if (last && (last.length + 1) * text.ids.length <= batchTokens) last.push(text);
    else made.push([text]);
  }
  return made;
}

/** The tokenizer does not truncate: keep the first tokens and the closing [SEP]. */
function truncate(ids: readonly number[]): readonly number[] {
  return ids.length > mostTokens ? [...ids.slice(0, mostTokens - 1), ...ids.slice(-1)] : ids;
}

async function run(session: InferenceSession, batch: readonly Encoded[]): Promise<Float32Array> {
  const length = Math.max(...batch.map(({ ids }) => ids.length));
  const ids = new BigInt64Array(batch.length * length);
  const mask = new Float32Array(batch.length * length);
  batch.forEach((text, row) =>
    text.ids.forEach((token, column) => {
      ids[row * length + column] = BigInt(token);
      mask[row * length + column] = 1;
    }),
  );
  const shape = [batch.length, length];
  const { embedding } = await session.run({
    ids: new Tensor("int64", ids, shape),
    mask: new Tensor("float32", mask, shape),
  });
  if (!(embedding?.data instanceof Float32Array)) throw new Error("The model returned no embedding");
  return embedding.data;
}

/** BERT's vocabulary lists its words by falling frequency; a word outside it is rarer than all of them. */
const firstWord = 1996;
function rarity(vocabulary: ReadonlyMap<string, number>, word: string): number {
  const rank = vocabulary.get(word.toLowerCase());
  if (rank === undefined) return 1;
  return Math.log(Math.max(rank - firstWord, 1)) / Math.log(vocabulary.size);
}
