import { createSocket } from "node:dgram";
import { once } from "node:events";

/** A segment or subsegment as X-Ray's SDKs send them; only what is used here is named. */
export interface SegmentDocument {
  readonly trace_id: string;
  readonly id: string;
  readonly name: string;
  readonly parent_id?: string;
  readonly start_time: number;
  readonly end_time?: number;
  readonly subsegments?: readonly Omit<SegmentDocument, "trace_id">[];
  readonly [more: string]: unknown;
}

export interface Trace {
  readonly id: string;
  readonly segments: readonly SegmentDocument[];
}

export interface XrayDaemon {
  /** `host:port`, for AWS_XRAY_DAEMON_ADDRESS. */
  readonly address: string;
  /** Takes a document as if it had been sent. */
  record(document: SegmentDocument): void;
  /** The latest first. */
  traces(): Trace[];
  trace(id: string): Trace | undefined;
  stop(): Promise<void>;
}

/**
 * Receives X-Ray segments over UDP on the loopback, as the daemon does on Lambda, and keeps the latest `keep` traces.
 * Port 0 takes a free one.
 */
export async function startXrayDaemon({ port = 2000, keep = 500 } = {}): Promise<XrayDaemon> {
  const traces = new Map<string, SegmentDocument[]>();
  const record = (document: SegmentDocument) => {
    const segments = traces.get(document.trace_id) ?? [];
    traces.delete(document.trace_id);
    traces.set(document.trace_id, [...segments, document]);
    const [oldest] = traces.keys();
    if (traces.size > keep && oldest !== undefined) traces.delete(oldest);
  };
  const socket = createSocket("udp4", (packet) => {
    const document = parsePacket(packet.toString("utf8"));
    if (document !== undefined) record(document);
  });
  socket.bind(port, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `127.0.0.1:${socket.address().port}`,
    record,
    traces: () => [...traces].map(([id, segments]) => ({ id, segments })).toReversed(),
    trace(id) {
      const segments = traces.get(id);
      return segments && { id, segments };
    },
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** A header line of JSON, then a segment. `undefined` for what is no segment. */
export function parsePacket(packet: string): SegmentDocument | undefined {
  const end = packet.indexOf("\n");
  try {
    const header = JSON.parse(packet.slice(0, end)) as { format?: string };
    const document = JSON.parse(packet.slice(end + 1)) as SegmentDocument;
    return header.format === "json" && typeof document.trace_id === "string" ? document : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
