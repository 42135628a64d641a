import { open } from "node:fs/promises";

/** Where a tensor's bytes lie in the file. */
export interface StoredTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
}

interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

const largestHeader = 16 * 1024 * 1024;

/**
 * Reads a safetensors header: 8 bytes of little-endian length, then JSON, then the data that the offsets count from.
 * Throws where the file is not one.
 */
export async function readTensorIndex(path: string): Promise<Map<string, StoredTensor>> {
  await using file = await open(path, "r");
  const prefix = Buffer.alloc(8);
  await file.read(prefix, 0, 8, 0);
  const length = Number(prefix.readBigUInt64LE());
  if (length === 0 || length > largestHeader) throw new Error(`${path} is not a safetensors file`);
  const header = Buffer.alloc(length);
  await file.read(header, 0, length, 8);
  return indexOf(JSON.parse(header.toString("utf8")) as Record<string, HeaderEntry>, 8 + length);
}

function indexOf(header: Record<string, HeaderEntry>, dataStart: number): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const [begin, end] = entry.data_offsets;
    tensors.set(name, {
      dtype: entry.dtype,
      shape: entry.shape,
      offset: dataStart + begin,
      length: end - begin,
    });
  }
  return tensors;
}
