import type { App, Stack, StackContext } from "sst/constructs";
import { use } from "sst/constructs";
import { type FunctionEntry, functions } from "../packages/contracts/src/functions.ts";
import { api } from "./api.ts";
import { addLogs, functionProps } from "./functions.ts";

type HttpEntry = Extract<FunctionEntry, { kind: "http" }>;

const entries = functions.filter((entry): entry is HttpEntry => entry.kind === "http");

/** Whose routes have a stack of their own, by name. */
export const apiParts: readonly string[] = [...new Set(entries.map(partOf))];

/** The stack of a part's routes. A stack holds 500 resources, of which a route takes 6, and 60 references to secrets. */
export function routesOf(part: string) {
  return ({ stack, app }: StackContext): void => addRoutes(stack, app, part);
}

/** Adds a part's routes to the API, each with its function. */
function addRoutes(stack: Stack, app: App, part: string): void {
  const logs = addLogs(stack, app, part);
  const routes = entries
    .filter((entry) => partOf(entry) === part)
    .map((entry) => [
      `${entry.route.method} ${entry.route.path}`,
      { function: functionProps(stack, app, entry, logs) },
    ]);
  use(api).http.addRoutes(stack, Object.fromEntries(routes));
}

/** A domain, of which courses are cut in two: what is below their modules is for itself. */
function partOf({ id, route }: HttpEntry): string {
  return route.path.startsWith("/courses/{id}/modules") ? "modules" : (id.split(".")[0] ?? id);
}
