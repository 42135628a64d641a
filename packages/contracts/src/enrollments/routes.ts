import { defineRoute } from "../define.ts";
import { Empty } from "../shared-schemas.ts";
import {
  EnrollBody,
  Enrollment,
  EnrollmentPage,
  EnrollmentParams,
  MyCoursesQuery,
  Progress,
  UpdateProgressBody,
} from "./schemas.ts";
import { WaitlistEntry } from "./waitlist-schemas.ts";

const students = ["student"] as const;
const onPostgres = ["postgres", "redis"] as const;

export const enrollStudent = defineRoute({
  id: "enrollments.enrollStudent",
  method: "POST",
  path: "/enrollments",
  access: students,
  summary: "Enrol in a course",
  description:
    "A full course answers 202 with a place in its waiting list; asking again answers the same place, and takes the seat once one is held (201). With `waitlist: false` it is refused as `course.full` with its `seats`. Other refusals: `enrollment.exists`, `enrollment.prerequisites` with `missing_courses`, `enrollment.not_open` with `opens_at`, `enrollment.closed` with `closed_at`. Each says in `next` how to go on.",
  body: EnrollBody,
  replies: { 201: Enrollment, 202: WaitlistEntry },
  errors: [
    "course.not_found",
    "course.full",
    "enrollment.exists",
    "enrollment.prerequisites",
    "enrollment.not_open",
    "enrollment.closed",
  ],
  uses: onPostgres,
});

export const listMyCourses = defineRoute({
  id: "enrollments.listMyCourses",
  method: "GET",
  path: "/enrollments/my-courses",
  access: students,
  summary: "The caller's enrolments, newest first",
  query: MyCoursesQuery,
  replies: { 200: EnrollmentPage },
  errors: [],
  uses: onPostgres,
});

export const getEnrollment = defineRoute({
  id: "enrollments.getEnrollment",
  method: "GET",
  path: "/enrollments/{id}",
  access: ["student", "instructor", "admin"],
  summary: "Read an enrolment",
  description: "For the student, the course's instructor and admins.",
  params: EnrollmentParams,
  replies: { 200: Enrollment },
  errors: ["enrollment.not_found"],
  uses: onPostgres,
});

export const dropEnrollment = defineRoute({
  id: "enrollments.dropEnrollment",
  method: "DELETE",
  path: "/enrollments/{id}",
  access: students,
  summary: "Leave a course; the seat is free again",
  params: EnrollmentParams,
  replies: { 204: Empty },
  errors: ["enrollment.not_found", "enrollment.not_active"],
  uses: onPostgres,
});

export const getProgress = defineRoute({
  id: "enrollments.getProgress",
  method: "GET",
  path: "/enrollments/{id}/progress",
  access: ["student", "instructor", "admin"],
  summary: "Read the progress of an enrolment",
  params: EnrollmentParams,
  replies: { 200: Progress },
  errors: ["enrollment.not_found"],
  uses: onPostgres,
});

export const updateProgress = defineRoute({
  id: "enrollments.updateProgress",
  method: "PUT",
  path: "/enrollments/{id}/progress",
  access: students,
  summary: "Mark modules and lessons as done, and where one reads on",
  description:
    "Nothing that is done is ever taken back but by `reopened_modules` and `reopened_lessons`, which are looked at first. A module is done with the last of its lessons; every module weighs the same in the percentage, and its lessons share its weight. `last_place` is kept for the next visit.",
  params: EnrollmentParams,
  body: UpdateProgressBody,
  replies: { 200: Progress },
  errors: ["enrollment.not_found", "enrollment.not_active", "module.not_found", "lesson.not_found"],
  uses: onPostgres,
});

export const completeEnrollment = defineRoute({
  id: "enrollments.completeEnrollment",
  method: "POST",
  path: "/enrollments/{id}/complete",
  access: students,
  summary: "Complete the course",
  description:
    "By the completion rule of the version that she reads: every module, or a percentage. 409 `enrollment.incomplete` names the modules that are left and what is needed. Completing twice answers the same.",
  params: EnrollmentParams,
  replies: { 200: Enrollment },
  errors: ["enrollment.not_found", "enrollment.not_active", "enrollment.incomplete"],
  uses: onPostgres,
});

export const moveEnrollment = defineRoute({
  id: "enrollments.moveEnrollment",
  method: "POST",
  path: "/enrollments/{id}/move",
  access: students,
  summary: "Move to the newest published version of the course",
  description:
    "Lessons that were done and are still there stay done, and so do modules of which nothing is new; the percentage counts anew. Who reads the newest version already stays as she is.",
  params: EnrollmentParams,
  replies: { 200: Enrollment },
  errors: ["enrollment.not_found", "enrollment.not_active"],
  uses: onPostgres,
});
