import { beforeAbort } from "@smartcourse/platform/before-abort";
import { log, logFields, measure } from "@smartcourse/platform/telemetry";

/** Somebody waits: what the index finds later is of no use. */
const deadlineMs = 2_500;

/** What the index answers; `undefined` where it does not in time, which is logged and counted. */
export async function withoutIndex<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await beforeAbort(AbortSignal.timeout(deadlineMs), ask());
  } catch (error) {
    log().error("search.index_unavailable", { ...logFields(), error: error as Error });
    measure({ operation: "searchCourses" }, [["search_index_failures_total", "Count", 1]]);
    return undefined;
  }
}
