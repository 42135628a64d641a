import * as z from "zod";
import { getObject, objectExists, putObject } from "@smartcourse/platform/s3";
import type { TextType } from "./extracted-text.ts";

/** Of everything between a file's bytes and its chunks. Raise it when any of that changes what comes out. */
export const extractorVersion = "1";

const StoredChunk = z.object({
  index: z.int(),
  text: z.string(),
  page: z.int().nullable(),
  page_end: z.int().nullable(),
  // What was stored before there were captions has none.
  start_seconds: z.number().nullable().default(null),
  end_seconds: z.number().nullable().default(null),
  heading_path: z.array(z.string()),
  start: z.int(),
  end: z.int(),
});
export type StoredChunk = z.infer<typeof StoredChunk>;

/** What a file came to: stored under its hash, so that the same file is never read twice. */
const ExtractedFile = z.object({
  page_count: z.int().nullable(),
  empty_pages: z.array(z.int()),
  chunks: z.array(StoredChunk),
});
export type ExtractedFile = z.infer<typeof ExtractedFile>;

const suffixes: Record<TextType, string> = {
  "application/pdf": "pdf",
  "text/markdown": "markdown",
  "text/plain": "text",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "text/html": "html",
  "application/x-subrip": "srt",
  "text/vtt": "vtt",
};

/** `extracted/{sha256}/{extractor version}-{type}.json`: the same bytes read otherwise as Markdown than as text. */
export function chunksKey(sha256: string, type: TextType): string {
  return `extracted/${sha256}/${extractorVersion}-${suffixes[type]}.json`;
}

/** Throws the S3 SDK's NoSuchKey where there is nothing under the key. */
export async function readChunks(key: string): Promise<ExtractedFile> {
  return ExtractedFile.parse(JSON.parse(Buffer.from(await getObject(key)).toString("utf8")));
}

/** What is stored under the key, or else what `extract` makes, which is then stored. */
export async function readOrStoreChunks(
  key: string,
  extract: () => Promise<ExtractedFile>,
): Promise<ExtractedFile> {
  if (await objectExists(key)) return readChunks(key);
  const extracted = await extract();
  await putObject(key, JSON.stringify(extracted), "application/json");
  return extracted;
}
