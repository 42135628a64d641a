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

export const getCompletionMetrics = defineRoute({
  id: "analytics.getCompletionMetrics",
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
