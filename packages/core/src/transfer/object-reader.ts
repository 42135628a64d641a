import { Readable } from "node:stream";
import { RandomAccessReader } from "yauzl";
import { openObject } from "@smartcourse/platform/object-streams";
import type { ObjectFacts } from "@smartcourse/platform/s3";

/** A list of entries is read in small bites, and so are the headers before files: each window is one request. */
const windowBytes = 256 * 1024;
const keptWindows = 2;

interface Window {
  readonly start: number;
  readonly bytes: Buffer;
}

/** Reads an object here and there, as it was when its ETag was taken. Nothing of it is kept but two windows. */
export class ObjectReader extends RandomAccessReader {
  /** Why S3 did not answer, if it did not: then the archive is not at fault. */
  fault: unknown;
  readonly #key: string;
  readonly #facts: ObjectFacts;
  #windows: Window[] = [];

  constructor(key: string, facts: ObjectFacts) {
    super();
    this.#key = key;
    this.#facts = facts;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    void this.#copy({ buffer, offset, length, position }, callback);
  }

  async #copy(
    {
      buffer,
      offset,
      length,
      position,
    }: { buffer: Buffer; offset: number; length: number; position: number },
    callback: (error: Error | null) => void,
  ): Promise<void> {
    try {
      const { start, bytes } = await this.#windowOver(position, length);
      bytes.copy(buffer, offset, position - start, position - start + length);
      setImmediate(callback, null);
    } catch (error) {
      setImmediate(callback, error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #windowOver(position: number, length: number): Promise<Window> {
    const end = position + length;
    if (end > this.#facts.size) throw new Error("The archive points beyond its end");
    const kept = this.#windows.find(({ start, bytes }) => start <= position && end <= start + bytes.length);
    if (kept !== undefined) return kept;
    const until = Math.min(this.#facts.size, position + Math.max(length, windowBytes));
    const pieces: Buffer[] = [];
    for await (const piece of this.#pieces(position, until)) pieces.push(piece);
    const window = { start: position, bytes: Buffer.concat(pieces) };
    this.#windows = [window, ...this.#windows].slice(0, keptWindows);
    return window;
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Buffer> {
    try {
      yield* await openObject(this.#key, { start, end, etag: this.#facts.etag });
    } catch (error) {
      this.fault ??= error;
      throw error;
    }
  }
}
