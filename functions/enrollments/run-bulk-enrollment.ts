import { runBulkEnrollment as contract } from "@smartcourse/contracts/enrollments/tasks";
import { runBulkEnrollment } from "@smartcourse/core/enrollments/run-bulk-enrollment";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, ({ bulk_enrollment_id }) =>
  runBulkEnrollment(postgres(), bulk_enrollment_id),
);
