import type { FunctionEntry } from "@smartcourse/contracts/functions";
import { queueConcurrency } from "../../stacks/capacity.ts";
import type { RoutePattern } from "./match-route.ts";

/** A function with a route, under its route. */
export interface RoutedFunction extends RoutePattern {
  readonly name: string;
  readonly streams: boolean;
}

/** The route table: which function answers what. */
export function routeTable(functions: readonly FunctionEntry[]): RoutedFunction[] {
  return functions.flatMap((entry) => {
    if (entry.kind !== "http" && entry.kind !== "stream") return [];
    const { method, path } = entry.route;
    return [{ name: entry.name, method, path, streams: entry.kind === "stream" }];
  });
}

/** Sandboxes of a task's function: as many as its queue feeds at one time when deployed. */
export function concurrencyCaps(functions: readonly FunctionEntry[]): Record<string, number> {
  const tasks = functions.filter(({ kind }) => kind === "task");
  return Object.fromEntries(tasks.map((entry) => [entry.name, queueConcurrency(entry)]));
}
