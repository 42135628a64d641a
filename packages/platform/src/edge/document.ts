import type { Route } from "@smartcourse/contracts/define";
import { readInput } from "./endpoint-input.ts";
import { type HttpReply, shapeReply } from "./reply.ts";
import type { HttpEvent } from "./request.ts";
import { serve } from "./serve.ts";

/** A public endpoint that needs no database: the same edge without accounts. */
export function document(route: Route, answer: (params: unknown) => Promise<unknown>) {
  const handler = (event: HttpEvent): Promise<HttpReply> =>
    serve(route, event, undefined, async (request) =>
      shapeReply(route, await answer((await readInput(route, request)).params)),
    );
  return Object.assign(handler, { route });
}
