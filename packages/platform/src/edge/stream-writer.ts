import { once } from "node:events";
import type { Writable } from "node:stream";
import { formatEvent, heartbeat } from "./stream-events.ts";

const heartbeatMs = 10_000;

/** Writes events to an open stream, numbered from 1 where they have no ids of their own, and a heartbeat whenever there is silence. */
export class StreamWriter {
  readonly #stream: Writable;
  readonly #gone: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  #id = 0;

  /** `gone` aborts when nobody reads any more. */
  constructor(stream: Writable, gone: AbortSignal) {
    this.#stream = stream;
    this.#gone = gone;
    this.#timer = setInterval(() => this.beat(), heartbeatMs);
  }

  /** Waits until the reader has taken what was sent before. Does nothing where it has gone. */
  async send(event: string, data: unknown, id = this.#id + 1): Promise<void> {
    this.#id = id;
    this.#timer.refresh();
    if (!this.#write(formatEvent(this.#id, event, data))) await this.#drained();
  }

  /** A sign of life: the first one also sends status and headers. */
  beat(): void {
    this.#write(heartbeat);
  }

  end(): void {
    clearInterval(this.#timer);
    if (!this.#gone.aborted) this.#stream.end();
  }

  #write(text: string): boolean {
    return this.#gone.aborted || this.#stream.write(text);
  }

  async #drained(): Promise<void> {
    if (this.#gone.aborted || !this.#stream.writableNeedDrain) return;
    try {
      await once(this.#stream, "drain", { signal: this.#gone });
    } catch (error) {
      if (!this.#gone.aborted) throw error;
    }
  }
}
