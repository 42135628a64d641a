/**
 * `pnpm events <command>`: runs `scripts/events/<command>.ts`. Settings are the environment's; without them, those of the
 * platform that runs here.
 */
import { report } from "../local/platform/failure.ts";
import { runningPlatform } from "../local/platform/running.ts";

interface Command {
  run(args: readonly string[]): Promise<void>;
}

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  export: () => import("./events/export.ts"),
  check: () => import("./events/check.ts"),
  register: () => import("./events/register.ts"),
  "dead-letters": () => import("./events/dead-letters.ts"),
  lag: () => import("./events/lag.ts"),
  replay: () => import("./events/replay.ts"),
};

const [name = "", ...args] = process.argv.slice(2);
const load = commands[name];
if (load === undefined) {
  console.error(`Usage: pnpm events ${Object.keys(commands).join("|")}`);
  process.exit(2);
}
if (process.env["DATABASE_URL"] === undefined) Object.assign(process.env, runningPlatform()?.environment);
try {
  await (await load()).run(args);
} catch (error) {
  report(error);
  process.exitCode = 1;
}
