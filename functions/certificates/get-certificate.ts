import { getCertificate as route } from "@smartcourse/contracts/certificates/routes";
import { toCertificate } from "@smartcourse/core/certificates/certificate";
import { certificatePage } from "@smartcourse/core/certificates/certificate-page";
import { readCertificate } from "@smartcourse/core/certificates/read-certificate";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { preferredMediaType } from "@smartcourse/platform/edge/negotiate";
import { Reply } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params, request }) => {
  const certificate = toCertificate(await readCertificate(db, params.id));
  if (preferredMediaType(route, request) === "text/html") return certificatePage(certificate);
  return new Reply(certificate, { vary: "accept" });
});
