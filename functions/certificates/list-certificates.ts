import { listCertificates as route } from "@smartcourse/contracts/certificates/routes";
import { listCertificates } from "@smartcourse/core/certificates/read-certificate";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, actor, query }) => listCertificates(db, actor.id, query));
