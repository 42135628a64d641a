import { getCredential as route } from "@smartcourse/contracts/certificates/routes";
import { readCertificate } from "@smartcourse/core/certificates/read-certificate";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { preferredMediaType } from "@smartcourse/platform/edge/negotiate";
import { TextReply } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params, request }) => {
  const { id, credential } = await readCertificate(db, params.id);
  return new TextReply(credential, preferredMediaType(route, request), {
    vary: "accept",
    "content-disposition": `inline; filename="certificate-${id}.jwt"`,
  });
});
