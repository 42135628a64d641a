import { defineRoute, roles } from "../define.ts";
import {
  CompletionMetrics,
  CourseAnalytics,
  CourseAnalyticsParams,
  CourseAnalyticsQuery,
  Dashboard,
  DashboardQuery,
  EnrollmentTrends,
  SeriesQuery,
  StudentAnalytics,
  StudentAnalyticsParams,
  StudentAnalyticsQuery,
} from "./schemas.ts";
import { Report, ReportBody, ReportParams } from "./report-schemas.ts";

const authors = ["instructor", "admin"] as const;
const onPostgres = ["postgres", "redis"] as const;
const counted = "Counted from events as they arrive, so a moment behind.";

export const getDashboard = defineRoute({
  id: "analytics.getDashboard",
  method: "GET",
  path: "/analytics/dashboard",
  access: authors,
  summary: "The platform in a few numbers; for an instructor, her courses",
  description: `${counted} Today is a day of \`time_zone\`.`,
  query: DashboardQuery,
  replies: { 200: Dashboard },
  errors: [],
  uses: onPostgres,
});

export const getCourseAnalytics = defineRoute({
  id: "analytics.getCourseAnalytics",
  method: "GET",
  path: "/analytics/course/{id}",
  access: authors,
  summary: "A course: who learns, how far, where they stop, what they ask",
  description: `${counted} For the course's instructor and admins.`,
  params: CourseAnalyticsParams,
  query: CourseAnalyticsQuery,
  replies: { 200: CourseAnalytics },
  errors: ["course.not_found"],
  uses: onPostgres,
});

export const getStudentAnalytics = defineRoute({
  id: "analytics.getStudentAnalytics",
  method: "GET",
  path: "/analytics/student/{id}",
  access: roles,
  summary: "A student and how she does in her courses",
  description: `${counted} For the student, for admins, and for instructors within their courses.`,
  params: StudentAnalyticsParams,
  query: StudentAnalyticsQuery,
  replies: { 200: StudentAnalytics },
  errors: ["user.not_found"],
  uses: onPostgres,
});

export const getEnrollmentTrends = defineRoute({
  id: "analytics.getEnrollmentTrends",
  method: "GET",
  path: "/analytics/enrollments",
  access: authors,
  summary: "Enrolments over time",
  description: `${counted} Without \`from\` the last 30 days, 12 weeks or 12 months; at most 400 points.`,
  query: SeriesQuery,
  replies: { 200: EnrollmentTrends },
  errors: ["course.not_found"],
  uses: onPostgres,
});

export const getCompletions = defineRoute({
  id: "analytics.getCompletions",
  method: "GET",
  path: "/analytics/completions",
  access: authors,
  summary: "Completions over time, and how long they took",
  description: `${counted} Without \`from\` the last 30 days, 12 weeks or 12 months; at most 400 points.`,
  query: SeriesQuery,
  replies: { 200: CompletionMetrics },
  errors: ["course.not_found"],
  uses: onPostgres,
});

export const requestReport = defineRoute({
  id: "analytics.requestReport",
  method: "POST",
  path: "/analytics/reports",
  access: authors,
  summary: "Have a report written, as CSV or PDF",
  description:
    "`course_enrollments`: every student of a course. `course_summary`: its modules and figures. `completions`: who completed what. `platform_summary`: the platform over time, for admins. A PDF has a chart and at most 2,000 rows; a CSV has all.",
  body: ReportBody,
  replies: { 202: Report },
  errors: ["course.not_found"],
  uses: onPostgres,
});

export const getReport = defineRoute({
  id: "analytics.getReport",
  method: "GET",
  path: "/analytics/reports/{id}",
  access: authors,
  summary: "How a report goes, and where it can be downloaded",
  description:
    "For who asked for it. `url` holds for five minutes: ask again for another. A file is kept for a week.",
  params: ReportParams,
  replies: { 200: Report },
  errors: ["report.not_found"],
  uses: ["postgres", "redis", "s3"],
});
