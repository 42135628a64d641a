import { aiAsked } from "../assistant/events.ts";
import { userRegistered, userRoleChanged } from "../auth/events.ts";
import { certificateIssued, certificateRevoked } from "../certificates/events.ts";
import { courseArchived, coursePublished, courseRestored } from "../courses/events.ts";
import { defineConsumer } from "../define.ts";
import {
  courseCompleted,
  enrollmentCancelled,
  progressUpdated,
  seatOffered,
  studentDropped,
  studentEnrolled,
  studentWaitlisted,
  waitlistLeft,
} from "../enrollments/events.ts";

/** Keeps the projections behind the dashboards. */
export const countEvents = defineConsumer({
  id: "analytics.countEvents",
  group: "analytics-service",
  events: [
    userRegistered,
    userRoleChanged,
    coursePublished,
    courseArchived,
    courseRestored,
    studentEnrolled,
    studentDropped,
    enrollmentCancelled,
    progressUpdated,
    courseCompleted,
    studentWaitlisted,
    seatOffered,
    waitlistLeft,
    certificateIssued,
    certificateRevoked,
    aiAsked,
  ],
  projection: [
    "analytics_counters",
    "analytics_participants",
    "analytics_standings",
    "analytics_courses",
    "analytics_course_versions",
    "analytics_waiting",
    "analytics_askers",
  ],
  uses: ["postgres"],
});
