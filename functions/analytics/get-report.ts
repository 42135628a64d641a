import { getReport as route } from "@smartcourse/contracts/analytics/routes";
import { getReport } from "@smartcourse/core/analytics/reports/get-report";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, actor }) => getReport(db, params.id, actor.id));
