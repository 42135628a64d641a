import type * as z from "zod";
import { type Route, isIdempotent } from "@smartcourse/contracts/define";
import type { Actor } from "../auth/sessions.ts";
import { type Db, type Tx, postgres } from "../postgres.ts";
import { readInput } from "./endpoint-input.ts";
import { once, repeatable } from "./idempotency.ts";
import { type HttpReply, type Reply, notModified, shapeReply } from "./reply.ts";
import type { HttpEvent, HttpRequest } from "./request.ts";
import { serve } from "./serve.ts";

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
type Field<R, K extends string> = K extends keyof R ? Output<R[K]> : undefined;
type Writes<R extends Route> = R extends { transaction: false } | { method: "GET" } ? false : true;
/** `afterCommit`: what is to be done once the transaction stands. It must not fail: the caller is told that all went well. */
type Writing = { readonly tx: Tx; readonly afterCommit: (work: () => Promise<void>) => void };
type Store<R extends Route> = Writes<R> extends true ? Writing : { readonly db: Db };
type ActorOf<R extends Route> = R["access"] extends "public"
  ? undefined
  : R["access"] extends "optional"
    ? Actor | undefined
    : Actor;
type Success<R extends Route> = {
  [K in keyof R["replies"]]: R["replies"][K] extends z.ZodType ? z.input<R["replies"][K]> : never;
}[keyof R["replies"]];

/** What a handler is given: everything parsed, and the transaction on writing routes or the database on reading ones. */
export type Context<R extends Route> = Store<R> & {
  readonly params: Field<R, "params">;
  readonly query: Field<R, "query">;
  readonly body: Field<R, "body">;
  readonly actor: ActorOf<R>;
  readonly request: HttpRequest;
};

type Handle<R extends Route> = (context: Context<R>) => Promise<Success<R> | Reply<Success<R>>>;

/**
 * Turns one route and one function into one Lambda. On a writing route the transaction is the edge's: idempotency key,
 * effect, outbox rows and stored reply commit together. The handler carries its route, for tests that hold it to it.
 */
export function endpoint<R extends Route>(route: R, handle: Handle<R>) {
  const handler = (event: HttpEvent): Promise<HttpReply> =>
    serve(route, event, postgres, async (request, actor) => {
      const parsed = await readInput(route, request);
      const run = async (store: Writing | { db: Db }) =>
        // The route's own type says which of the two stores it gets.
        shapeReply(route, await handle({ ...store, ...parsed, actor, request } as unknown as Context<R>));
      const scope = `user:${actor?.id ?? "anyone"}`;
      if (!writes(route)) {
        const work = () => run({ db: postgres() });
        if (isIdempotent(route)) return repeatable(postgres(), request, scope, work);
        return notModified(request, await work());
      }
      const afterwards: (() => Promise<void>)[] = [];
      const afterCommit = (work: () => Promise<void>) => void afterwards.push(work);
      const reply = await postgres()
        .transaction()
        .execute((tx) =>
          isIdempotent(route)
            ? once(tx, request, scope, () => run({ tx, afterCommit }))
            : run({ tx, afterCommit }),
        );
      for (const work of afterwards) await work();
      return reply;
    });
  return Object.assign(handler, { route });
}

function writes(route: Route): boolean {
  return route.transaction ?? route.method !== "GET";
}
