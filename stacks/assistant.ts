import type { StackContext } from "sst/constructs";
import { Function } from "sst/constructs";
import { functions } from "../packages/contracts/src/functions.ts";
import { corsPolicy } from "./cors.ts";
import { addLogs, functionProps } from "./functions.ts";
import { addRoutes } from "./routes.ts";

/** The assistant: its routes, and the addresses under which answers stream. Whoever calls these shows a token to the function. */
export function assistant({ stack, app }: StackContext) {
  addRoutes(stack, app, "assistant");
  const logs = addLogs(stack, app, "assistant-streams");
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
