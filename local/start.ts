/**
 * `npm start`: the whole platform out of real services, the main job played before the reader's eyes, then it stays up.
 *   --exit                        stop after the journey, with its exit code
 *   --material FILE --question Q  play it with a PDF of your own
 *   --watch                       run a function anew when it is saved
 *   --free-ports                  any free ports instead of the usual ones
 *   --docker                      back ends from their vendors' images, by docker compose
 */
import { mkdirSync } from "node:fs";
import { withLock } from "./downloads/lock.ts";
import { describe } from "./platform/describe.ts";
import { report } from "./platform/failure.ts";
import { playJourney } from "./platform/journey.ts";
import { clearOrphans } from "./platform/orphans.ts";
import { requireDocker, stopContainers } from "./platform/docker.ts";
import { defaultPorts, freePorts, portsBesideContainers } from "./platform/ports.ts";
import { localDir } from "./platform/run-folder.ts";
import type { Ports } from "./services/table.ts";
import { readyPlatform, runningPlatform } from "./platform/running.ts";
import { whenAskedToStop } from "./platform/signals.ts";
import { startOptions, type StartOptions } from "./platform/start-options.ts";
import {
  preparePlatform,
  startPlatform,
  type Platform,
  type PlatformOptions,
} from "./platform/start-platform.ts";

const say = console.log;

async function main(options: StartOptions): Promise<number> {
  const stopAsked = whenAskedToStop();
  const mine = await withLock(`start ${localDir}`, () => claim(options));
  if (mine === undefined) return joinRunning(options);
  const [platform, platformOptions] = mine;
  const interruption = new AbortController();
  const stopped = stopAsked.then(() => {
    interruption.abort();
    if (!options.exit) say("\nStopping …");
    return platform.supervisor.isReady ? 0 : 130;
  });
  try {
    return await Promise.race([run(platform, platformOptions, options, interruption.signal), stopped]);
  } finally {
    await platform.supervisor.stop();
    if (options.docker) await stopContainers("keep");
  }
}

/** Takes the place of the running platform, or finds it taken. */
async function claim(options: StartOptions): Promise<[Platform, PlatformOptions] | undefined> {
  if (runningPlatform() !== undefined) return undefined;
  await clearOrphans(say);
  if (options.docker) await requireDocker();
  const ports = await portsFor(options);
  mkdirSync(localDir, { recursive: true, mode: 0o700 });
  const platformOptions = {
    folder: localDir,
    ports,
    throwAway: false,
    watch: options.watch,
    docker: options.docker,
    say,
  };
  return [preparePlatform(platformOptions), platformOptions];
}

function portsFor({ freePorts: anyFree, docker }: StartOptions): Promise<Ports> {
  if (anyFree) return freePorts();
  return docker ? defaultPorts(portsBesideContainers()) : defaultPorts();
}

async function run(
  platform: Platform,
  platformOptions: PlatformOptions,
  options: StartOptions,
  signal: AbortSignal,
): Promise<number> {
  say("Starting SmartCourse …");
  await startPlatform(platform, platformOptions);
  const code = await Promise.race([
    playJourney(platform.environment, options, signal),
    platform.supervisor.failed,
  ]);
  if (options.exit) return code;
  if (code !== 0) say("The journey did not get to its end; the platform stays up so that you can see why.");
  say(describe(platform.ports, localDir));
  return platform.supervisor.failed;
}

/** What a second `npm start` does: with something to play it plays that, else it says where everything is. */
async function joinRunning(options: StartOptions): Promise<number> {
  const running = await readyPlatform(say);
  if (running === undefined) return main(options); // the other one gave up meanwhile
  if (options.exit || options.material !== undefined) return playJourney(running.environment, options);
  say(describe(running.ports, localDir));
  return 0;
}

// A terminal that went away must not keep the platform from being stopped.
process.stdout.on("error", () => {});

let code = 1;
try {
  code = await main(startOptions(process.argv.slice(2)));
} catch (error) {
  report(error);
}
process.exit(code);
