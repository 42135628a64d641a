import { CourseParams } from "../courses/schemas.ts";
import { defineRoute } from "../define.ts";
import { BulkAccepted, BulkEnrollBody, BulkParams, BulkQuery, BulkReport } from "./bulk-schemas.ts";

const authors = ["instructor", "admin"] as const;

export const bulkEnroll = defineRoute({
  id: "enrollments.bulkEnroll",
  method: "POST",
  path: "/courses/{id}/enrollments/bulk",
  access: authors,
  summary: "Enrol up to 1,000 students from CSV",
  description:
    "Each line goes as if its student had asked: a full course puts her into its line. One line's failure stops no other; the report tells what became of each. An address without a student's account, and one of an account that is shut, an instructor's or an admin's, all answer `no_such_student`, and an enrolment is told to its student: nobody is looked up in silence.",
  params: CourseParams,
  body: BulkEnrollBody,
  replies: { 202: BulkAccepted },
  errors: ["course.not_found", "course.not_published", "bulk_enrollment.unreadable"],
  uses: ["postgres", "redis"],
  limits: { account: { limit: 10, window: 3_600 } },
});

export const getBulkEnrollment = defineRoute({
  id: "enrollments.getBulkEnrollment",
  method: "GET",
  path: "/courses/{id}/enrollments/bulk/{bulk_id}",
  access: authors,
  summary: "What became of each line of a list of students",
  description: "For the course's instructor and admins. `completed_at` is null while lines are left.",
  params: BulkParams,
  query: BulkQuery,
  replies: { 200: BulkReport },
  errors: ["bulk_enrollment.not_found"],
  uses: ["postgres", "redis"],
});
