import { getIssuerKey as route } from "@smartcourse/contracts/certificates/routes";
import { DomainError } from "@smartcourse/contracts/errors";
import { findCredentialKey } from "@smartcourse/platform/credential-keys";
import { document } from "@smartcourse/platform/edge/document";
import { Reply } from "@smartcourse/platform/edge/reply";

export const handler = document(route, async (params) => {
  const key = findCredentialKey(route.params.parse(params).kid);
  if (key === undefined) throw new DomainError("certificate.key_not_found", "No credential names this key");
  return new Reply(key, { "cache-control": "public, max-age=300" });
});
