import type { Route } from "@smartcourse/contracts/define";
import { parse } from "./parse.ts";
import { type HttpRequest, readForm, readJson } from "./request.ts";

/** Parses what the route declares; what it does not declare is not looked at. */
export async function readInput(route: Route, request: HttpRequest) {
  return {
    params: parse(route.params, request.params),
    query: parse(route.query, request.query),
    body: route.body === undefined ? undefined : parse(route.body, await readBody(route, request)),
  };
}

function readBody(route: Route, request: HttpRequest): unknown {
  return route.form === true ? readForm(request) : readJson(request);
}
