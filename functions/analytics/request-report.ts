import { requestReport as route } from "@smartcourse/contracts/analytics/routes";
import { requestReport } from "@smartcourse/core/analytics/reports/request-report";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, body, actor }) => requestReport(tx, body, actor, new Date()));
