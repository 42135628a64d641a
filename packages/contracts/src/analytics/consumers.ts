import { defineConsumer } from "../define.ts";
import { coursePublished } from "../courses/events.ts";
import {
  courseCompleted,
  enrollmentCancelled,
  progressUpdated,
  studentDropped,
  studentEnrolled,
} from "../enrollments/events.ts";
import { userRegistered, userRoleChanged } from "../auth/events.ts";

/** Keeps the counters behind the dashboards. */
export const countEvents = defineConsumer({
  id: "analytics.countEvents",
  group: "analytics-service",
  events: [
    userRegistered,
    userRoleChanged,
    coursePublished,
    studentEnrolled,
    studentDropped,
    enrollmentCancelled,
    progressUpdated,
    courseCompleted,
  ],
  projection: ["analytics_counters"],
  uses: ["postgres"],
});
