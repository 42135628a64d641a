import { reportFilters, type ReportKind } from "@smartcourse/contracts/analytics/report-schemas";
import { completions } from "./completions.ts";
import { courseEnrollments } from "./course-enrollments.ts";
import { courseSummary } from "./course-summary.ts";
import { platformSummary } from "./platform-summary.ts";
import type { Asking, ReportContent } from "./report-content.ts";

/** What a report of a kind says. @throws DomainError course.not_found where its owner may not see the course any more */
export function composeReport(kind: ReportKind, filters: unknown, asking: Asking): Promise<ReportContent> {
  switch (kind) {
    case "course_enrollments":
      return courseEnrollments(asking, reportFilters.course_enrollments.parse(filters));
    case "course_summary":
      return courseSummary(asking, reportFilters.course_summary.parse(filters));
    case "completions":
      return completions(asking, reportFilters.completions.parse(filters));
    case "platform_summary":
      return platformSummary(asking, reportFilters.platform_summary.parse(filters));
    default:
      throw new Error(`There is no report of kind ${String(kind satisfies never)}`);
  }
}
