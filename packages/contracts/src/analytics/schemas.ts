import * as z from "zod";
import { Id, IdFromText, PageQuery, Timestamp, page } from "../shared-schemas.ts";
import { PeriodQuery, TimeZone, series } from "./period-schemas.ts";

const Total = z.int().min(0);
const Share = z.number().min(0).max(1);
const Percentage = z.number().min(0).max(100);

/** Use of the assistant. Shares and means are null where nobody asked. */
const aiUse = {
  questions: Total,
  answered_share: Share.nullable(),
  mean_confidence: Share.nullable(),
  mean_answer_seconds: z.number().min(0).nullable(),
};

/**
 * What the events told so far: of the whole platform for an admin, of her courses for an instructor. `total_courses`: those that are published
 * now. `completion_rate`: completions among all enrolments there ever were. Students are active who did something in a course
 * that they have not completed within the last seven days, and at risk who were away from one for longer.
 */
export const Dashboard = z.object({
  total_students: Total,
  total_instructors: Total,
  total_courses: Total,
  new_enrollments_today: Total,
  completion_rate: Share,
  active_students: Total,
  at_risk_students: Total,
  waiting_students: Total,
  certificates: Total,
  ai: z.object(aiUse),
});
export type Dashboard = z.infer<typeof Dashboard>;

export const DashboardQuery = z.object({ time_zone: TimeZone });

/** For one course, or for all that the caller may see. */
export const SeriesQuery = PeriodQuery.extend({ course_id: IdFromText.optional() });
export type SeriesQuery = z.output<typeof SeriesQuery>;

/** `net`: enrolments less drops. `cancellations`: enrolments that failed before they were confirmed; they count nowhere else. */
export const EnrollmentTrends = series({
  enrollments: z.int(),
  drops: z.int(),
  net: z.int(),
  cancellations: z.int(),
  waitlisted: z.int(),
});
export type EnrollmentTrends = z.infer<typeof EnrollmentTrends>;

/**
 * How long those took who completed. The mean is exact, the median within 2.3 %; both are null where nobody did. `to_days` is null for the
 * last part of the histogram.
 */
export const TimeToComplete = z.object({
  mean_days: z.number().nullable(),
  median_days: z.number().nullable(),
  histogram: z.array(z.object({ from_days: z.number(), to_days: z.number().nullable(), completions: Total })),
});
export type TimeToComplete = z.infer<typeof TimeToComplete>;

/** `completion_rate`: completions in the period for each enrolment in it; 1 at most. */
export const CompletionMetrics = series({
  completions: z.int(),
  certificates: z.int(),
  enrollments: z.int(),
}).extend({ completion_rate: Share, time_to_complete: TimeToComplete });
export type CompletionMetrics = z.infer<typeof CompletionMetrics>;

export const CourseAnalyticsParams = z.object({ id: IdFromText });
/** `version`: whose modules are shown; without it the published one. */
export const CourseAnalyticsQuery = PeriodQuery.extend({ version: IdFromText.optional() });

/**
 * A module, in the order of the version. `reached`: who has done it, or has come to it (for whom it is the first that is left). `stopped`: the
 * share of those who reached it that has not done it.
 */
const ModuleDropOff = z.object({
  module_id: Id,
  title: z.string(),
  reached: Total,
  completed: Total,
  stopped: Share.nullable(),
});
export type ModuleDropOff = z.infer<typeof ModuleDropOff>;

const StudentAtRisk = z.object({
  student_id: Id,
  name: z.string(),
  completion_percentage: Percentage,
  last_activity_at: Timestamp,
});

/**
 * `totals` are of all time but `active`, `completed`, `dropped` and `waiting`, which are how things stand. `at_risk` lists the
 * twenty who were away longest; the report `course_enrollments` has all.
 */
export const CourseAnalytics = z.object({
  course_id: Id,
  title: z.string(),
  status: z.enum(["draft", "published", "archived"]),
  totals: z.object({
    enrollments: Total,
    active: Total,
    completed: Total,
    dropped: Total,
    waiting: Total,
    certificates: Total,
  }),
  completion_rate: Share,
  average_progress: Percentage,
  active_students: Total,
  at_risk_students: Total,
  at_risk: z.array(StudentAtRisk),
  time_to_complete: TimeToComplete,
  drop_off: z.object({ version: z.int().nullable(), began: Total, modules: z.array(ModuleDropOff) }),
  ai: series({ questions: z.int(), answered: z.int(), askers: z.int() }).extend(aiUse),
  activity: z.array(z.object({ recorded_at: Timestamp, active_students: Total, at_risk_students: Total })),
});
export type CourseAnalytics = z.infer<typeof CourseAnalytics>;

export const StudentAnalyticsParams = z.object({ id: IdFromText });
export const StudentAnalyticsQuery = PageQuery;

const StudentCourse = z.object({
  course_id: Id,
  title: z.string(),
  status: z.enum(["active", "completed", "dropped"]),
  version: z.int().nullable(),
  completion_percentage: Percentage,
  modules_done: Total,
  modules: Total.nullable(),
  enrolled_at: Timestamp.nullable(),
  completed_at: Timestamp.nullable(),
  last_activity_at: Timestamp,
  at_risk: z.boolean(),
});

/** A student in the courses that the caller may see; the newest courses first. */
export const StudentAnalytics = z.object({
  student_id: Id,
  totals: z.object({ active: Total, completed: Total, dropped: Total, at_risk: Total }),
  average_progress: Percentage,
  last_activity_at: Timestamp.nullable(),
  courses: page(StudentCourse),
});
export type StudentAnalytics = z.infer<typeof StudentAnalytics>;
