import { getImport as route } from "@smartcourse/contracts/transfer/routes";
import { getImport } from "@smartcourse/core/transfer/import-course";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, actor }) => getImport(db, params.id, actor));
