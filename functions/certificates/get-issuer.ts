import { getIssuer as route } from "@smartcourse/contracts/certificates/routes";
import { badgeContexts, issuerProfile } from "@smartcourse/core/certificates/issuer";
import { document } from "@smartcourse/platform/edge/document";

export const handler = document(route, async () => ({ "@context": badgeContexts, ...issuerProfile() }));
