import type { StackContext } from "sst/constructs";
import { Function } from "sst/constructs";
import { functions } from "../packages/contracts/src/functions.ts";
import { corsPolicy } from "./cors.ts";
import { addLogs, functionProps } from "./functions.ts";

/** What streams: each function under an address of its own. Whoever calls it shows a token to the function. */
export function streams({ stack, app }: StackContext) {
  const logs = addLogs(stack, app, "streams");
  for (const entry of functions) {
    if (entry.kind !== "stream") continue;
    const streaming = new Function(stack, entry.name, {
      ...functionProps(stack, app, entry, logs),
      url: {
        streaming: true,
        authorizer: "none",
        cors: {
          allowOrigins: [...corsPolicy.allowOrigins],
          allowMethods: [entry.route.method],
          allowHeaders: [...corsPolicy.allowHeaders],
          exposeHeaders: [...corsPolicy.exposeHeaders],
          maxAge: `${corsPolicy.maxAgeSeconds} seconds`,
        },
      },
    });
    stack.addOutputs({ [`${entry.name}-url`]: streaming.url ?? "" });
  }
}
