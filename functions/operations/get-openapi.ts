import { getOpenapi as route } from "@smartcourse/contracts/operations/routes";
import { openapi } from "@smartcourse/contracts/openapi";
import { document } from "@smartcourse/platform/edge/document";
import { env } from "@smartcourse/platform/env";

let built: Record<string, unknown> | undefined;

export const handler = document(route, async () => (built ??= openapi(env("PUBLIC_API_URL"))));
