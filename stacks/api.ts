import type { StackContext } from "sst/constructs";
import { Api } from "sst/constructs";
import { corsPolicy } from "./cors.ts";
import { sizeOf } from "./stages.ts";

/** The HTTP API. Its routes come from the domains, each in a stack of its own: see routes.ts. */
export function api({ stack, app }: StackContext) {
  const { rate, burst } = sizeOf(app.stage).api;
  const http = new Api(stack, "Api", {
    cors: {
      allowOrigins: [...corsPolicy.allowOrigins],
      allowMethods: [...corsPolicy.allowMethods],
      allowHeaders: [...corsPolicy.allowHeaders],
      exposeHeaders: [...corsPolicy.exposeHeaders],
      maxAge: `${corsPolicy.maxAgeSeconds} seconds`,
    },
    defaults: { throttle: { rate, burst } },
    accessLog: { retention: "one_month" },
  });
  stack.addOutputs({ Url: http.url });
  return { http, url: http.url };
}
