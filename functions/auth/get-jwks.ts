import { getJwks as route } from "@smartcourse/contracts/auth/routes";
import { publicKeys } from "@smartcourse/platform/auth/tokens";
import { document } from "@smartcourse/platform/edge/document";
import { Reply } from "@smartcourse/platform/edge/reply";

export const handler = document(
  route,
  async () => new Reply(publicKeys(), { "cache-control": "public, max-age=300" }),
);
