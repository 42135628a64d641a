import type { App, Stack, StackContext } from "sst/constructs";
import { use } from "sst/constructs";
import type { Domain } from "../packages/contracts/src/define.ts";
import { type FunctionEntry, functions } from "../packages/contracts/src/functions.ts";
import { api } from "./api.ts";
import { addLogs, functionProps } from "./functions.ts";

type HttpEntry = Extract<FunctionEntry, { kind: "http" }>;

const entries = functions.filter((entry): entry is HttpEntry => entry.kind === "http");

/** The domains whose routes have a stack of their own; the assistant's are in its stack. */
export const apiDomains: readonly Domain[] = [...new Set(entries.map(domainOf))].filter(
  (domain) => domain !== "assistant",
);

/** The stack of a domain's routes. A stack holds 500 resources and a route takes 6, so one stack would not do for all. */
export function routesOf(domain: Domain) {
  return ({ stack, app }: StackContext): void => addRoutes(stack, app, domain);
}

/** Adds a domain's routes to the API, each with its function. */
export function addRoutes(stack: Stack, app: App, domain: Domain): void {
  const logs = addLogs(stack, app, domain);
  const routes = entries
    .filter((entry) => domainOf(entry) === domain)
    .map((entry) => [
      `${entry.route.method} ${entry.route.path}`,
      { function: functionProps(stack, app, entry, logs) },
    ]);
  use(api).http.addRoutes(stack, Object.fromEntries(routes));
}

function domainOf({ id }: FunctionEntry): Domain {
  return id.split(".")[0] as Domain;
}
