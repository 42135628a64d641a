/** `pnpm events <command>`: runs `scripts/events/<command>.ts`. */
import { report } from "../local/platform/failure.ts";

interface Command {
  run(args: readonly string[]): Promise<void>;
}

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  export: () => import("./events/export.ts"),
  check: () => import("./events/check.ts"),
  register: () => import("./events/register.ts"),
};

const [name = "", ...args] = process.argv.slice(2);
const load = commands[name];
if (load === undefined) {
  console.error(`Usage: pnpm events ${Object.keys(commands).join("|")}`);
  process.exit(2);
}
try {
  await (await load()).run(args);
} catch (error) {
  report(error);
  process.exitCode = 1;
}
