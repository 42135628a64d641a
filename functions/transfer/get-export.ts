import { getExport as route } from "@smartcourse/contracts/transfer/routes";
import { getExport } from "@smartcourse/core/transfer/export-course";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, actor }) => getExport(db, params.id, actor));
