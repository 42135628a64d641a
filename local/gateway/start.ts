import { join } from "node:path";
import { type FunctionEntry, functions as allFunctions } from "@smartcourse/contracts/functions";
import { corsPolicy } from "../../stacks/cors.ts";
import { type BuildReport, buildBundles } from "../bundles/build.ts";
import { buildPaths, projectRoot } from "../bundles/paths.ts";
import { watchBundles } from "../bundles/watch.ts";
import { startEventSources } from "../event-sources/start.ts";
import { type FunctionLog, openFunctionLog } from "../lambda/function-log.ts";
import { type Lambda, type LambdaOptions, startLambda } from "../lambda/service.ts";
import { invocationSegment } from "../observability/invocation-segment.ts";
import { type XrayDaemon, startXrayDaemon } from "../observability/xray-daemon.ts";
import type { CorsPolicy } from "./cors.ts";
import { concurrencyCaps, routeTable } from "./functions.ts";
import { serveGateway } from "./gateway.ts";

export interface StartOptions {
  /** Settings of the deployment: what every function finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** By default every function of the product. */
  readonly functions?: readonly FunctionEntry[];
  /** Bundles what is not fresh before it starts; by default it does. */
  readonly build?: boolean;
  /** Has stack traces name our sources, for bundles that take four times as long to make. */
  readonly sourceMaps?: boolean;
  /** Bundles again what is saved, runs it from the next event on, and says so. */
  readonly watch?: (report: BuildReport) => void;
  /** Feeds tasks from SQS and consumers from Kafka; by default it does not. */
  readonly eventSources?: boolean;
  /** Gets the functions' output as it comes, besides the files. */
  readonly log?: (name: string, line: string) => void;
  readonly logFolder?: string;
  /** Where `.build` is; by default the checkout. */
  readonly root?: string;
  readonly cors?: CorsPolicy;
  readonly integrationTimeoutMs?: number;
  readonly lambda?: Pick<LambdaOptions, "cap" | "caps" | "throttled" | "totalCap" | "idleMs" | "sampling">;
}

export interface RunningGateway {
  readonly url: string;
  readonly lambda: Lambda;
  readonly traces: XrayDaemon;
  /** What the build before the start did. */
  readonly report: BuildReport | undefined;
  stop(): Promise<void>;
}

/** Starts the API and what runs behind it: functions in sandboxes, their event sources, the receiver of their traces. */
export async function startGateway(options: StartOptions): Promise<RunningGateway> {
  const { root = projectRoot, sourceMaps = false, logFolder = join(projectRoot, ".local/logs") } = options;
  const entries = options.functions ?? allFunctions;
  const report = options.build === false ? undefined : await buildBundles({ entries, root, sourceMaps });
  const functionLog = openFunctionLog(join(logFolder, "functions"), options.log);
  const ownLog = openFunctionLog(logFolder);
  const traces = await startXrayDaemon({ port: xrayPort(options.environment) });
  const lambda = await startFunctions(options, entries, root, functionLog, traces);
  const gateway = await serveGateway({
    lambda,
    routes: routeTable(entries),
    cors: options.cors ?? corsPolicy,
    port: options.port ?? 0,
    integrationTimeoutMs: options.integrationTimeoutMs ?? 30_000,
    accessLog: (line) => ownLog.write("access", line),
    debug: (path) => debugView(path, lambda, traces),
  });
  const sources =
    options.eventSources === true
      ? startEventSources(entries, options.environment, lambda, sourceLog(ownLog))
      : undefined;
  const watching = startWatch(options, entries, root, lambda);
  return {
    url: gateway.url,
    lambda,
    traces,
    report,
    async stop() {
      watching?.stop();
      await Promise.all([gateway.stop(), sources?.stop()]);
      await lambda.stop();
      await traces.stop();
      await Promise.all([functionLog.close(), ownLog.close()]);
    },
  };
}

function startFunctions(
  { environment, lambda }: StartOptions,
  functions: readonly FunctionEntry[],
  root: string,
  log: FunctionLog,
  traces: XrayDaemon,
): Promise<Lambda> {
  return startLambda({
    ...lambda,
    functions,
    paths: buildPaths(root),
    caps: { ...concurrencyCaps(functions), ...lambda?.caps },
    environment: { ...environment, AWS_XRAY_DAEMON_ADDRESS: traces.address },
    log,
    onInvocation: (record) => {
      if (record.trace.sampled) traces.record(invocationSegment(record));
    },
  });
}

/** The port that the environment tells others to send segments to; a free one where it names none. */
function xrayPort(environment: Readonly<Record<string, string>>): number {
  return Number(environment["AWS_XRAY_DAEMON_ADDRESS"]?.split(":").at(-1) ?? 0);
}

function debugView(path: string, lambda: Lambda, traces: XrayDaemon): unknown {
  if (path === "functions") return lambda.load();
  if (path === "traces") return traces.traces();
  return path.startsWith("traces/") ? traces.trace(path.slice("traces/".length)) : undefined;
}

function sourceLog(log: FunctionLog) {
  return (message: string, fields: Record<string, unknown>) => {
    log.write("event-sources", JSON.stringify({ time: new Date().toISOString(), message, ...fields }));
  };
}

function startWatch(
  { watch, sourceMaps }: StartOptions,
  entries: readonly FunctionEntry[],
  root: string,
  lambda: Lambda,
) {
  if (watch === undefined) return undefined;
  return watchBundles({
    entries,
    root,
    sourceMaps,
    async onBuilt(report) {
      await lambda.reload(report.built);
      watch(report);
    },
  });
}
