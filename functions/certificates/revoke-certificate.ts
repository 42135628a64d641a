import { revokeCertificate as route } from "@smartcourse/contracts/certificates/routes";
import { toCertificate } from "@smartcourse/core/certificates/certificate";
import { revokeCertificate } from "@smartcourse/core/certificates/revoke-certificate";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, params, body, actor }) =>
  toCertificate(await revokeCertificate(tx, params.id, actor, body.reason)),
);
