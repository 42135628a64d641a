import { writeReport as contract } from "@smartcourse/contracts/analytics/tasks";
import { writeReport } from "@smartcourse/core/analytics/reports/write-report";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, ({ report_id }) => writeReport(postgres(), report_id, new Date()));
