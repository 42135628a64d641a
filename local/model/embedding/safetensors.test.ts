import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readTensorIndex } from "./safetensors.ts";

describe("readTensorIndex", () => {
  let directory = "";
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "safetensors-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const write = async (header: string, length = header.length) => {
    const path = join(directory, "model.safetensors");
    const prefix = Buffer.alloc(8);
    prefix.writeBigUInt64LE(BigInt(length));
    await writeFile(path, Buffer.concat([prefix, Buffer.from(header), Buffer.alloc(16)]));
    return path;
  };

  it("says where in the file each tensor lies", async () => {
    const entry = { dtype: "F32", shape: [2, 2], data_offsets: [0, 16] };
    const header = JSON.stringify({ __metadata__: { format: "pt" }, "a.weight": entry });
    const tensors = await readTensorIndex(await write(header));
    expect([...tensors]).toEqual([
      ["a.weight", { dtype: "F32", shape: [2, 2], offset: 8 + header.length, length: 16 }],
    ]);
  });

  it("refuses a file that is none", async () => {
    await expect(readTensorIndex(await write("{}", 2 ** 40))).rejects.toThrow("is not a safetensors file");
  });
});
