import { get } from "node:http";
import { text } from "node:stream/consumers";
import type { Progress } from "../downloads/progress.ts";
import type { Ports, ServiceName } from "./table.ts";

/** A process to run. */
export interface Command {
  /** Names the process in messages and its log file. */
  readonly label: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** What a service knows of the platform it runs in. */
export interface ServiceContext {
  readonly ports: Ports;
  /** Folder of its own, which is there. */
  readonly dataDir: string;
  /** The data are thrown away at the end: durability may be traded for speed. */
  readonly throwAway: boolean;
  /** What `obtain` returned. */
  readonly place: string;
  readonly say: (line: string) => void;
}

/** One back end: how it is obtained, started, probed and stopped. */
export interface Service {
  readonly name: ServiceName;
  /** Where its program is, downloaded if need be. */
  readonly obtain: (progress: Progress) => Promise<string>;
  /** Prepares the data folder and tells what to run. */
  readonly start: (context: ServiceContext) => Promise<readonly Command[]>;
  /** Resolves to whether it can be used; may do what a first start needs. Called until true: it may fail until then. */
  readonly probe: (context: ServiceContext) => Promise<boolean>;
  /** What runs beside it where it runs in a container itself. */
  readonly besideContainer?: (context: ServiceContext) => readonly Command[];
  /** Run before it is stopped, where its data are kept. */
  readonly beforeStop?: (context: ServiceContext) => Promise<void>;
  readonly stopSignal: NodeJS.Signals;
  /** Ends it where its data are thrown away anyway; SIGKILL if not said otherwise. */
  readonly killSignal?: NodeJS.Signals;
  /** Seconds it may take to end before it is killed. */
  readonly graceSeconds: number;
}

/** A probe over HTTP: true where the address answers with a 2xx. */
export async function answersOk(url: string): Promise<boolean> {
  return (await ask(url)).status < 300;
}

/** GETs a page over a connection of its own: one that is kept alive would keep a server from stopping. */
export function ask(url: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, timeout: 5_000 }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
    request.once("timeout", () => request.destroy(new Error("it does not answer")));
    request.once("error", reject);
  });
}
