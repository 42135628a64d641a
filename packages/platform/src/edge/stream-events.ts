import type * as z from "zod";

/** The events of a streamed reply: by their names, the schemas of their data. */
export type EventSchemas = Readonly<Record<string, z.ZodType>>;

/** One event, before it is cut to its schema. `id`: what a reader that connects again says it has seen; else they are counted. */
export type EventOf<E extends EventSchemas> = {
  [K in keyof E & string]: { readonly event: K; readonly data: z.input<E[K]>; readonly id?: number };
}[keyof E & string];

/** A comment: keeps proxies from closing a stream in which nothing happens. */
export const heartbeat = ": heartbeat\n\n";

/** An event as the wire has it (HTML, Server-sent events). JSON has no line ends of its own. */
export function formatEvent(id: number, event: string, data: unknown): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
