import { defineRoute } from "../define.ts";
import { Empty, page } from "../shared-schemas.ts";
import {
  AddLessonBody,
  AddModuleBody,
  Course,
  CourseContent,
  CourseParams,
  CreateCourseBody,
  Lesson,
  LessonParams,
  ListCoursesQuery,
  Module,
  ModuleParams,
  OrderLessonsBody,
  OrderModulesBody,
  PublishReply,
  UpdateCourseBody,
  UpdateLessonBody,
  UpdateModuleBody,
  WorkflowReply,
} from "./schemas.ts";

const authors = ["instructor", "admin"] as const;
const content = { uses: ["postgres", "redis", "mongo"], access: authors } as const;
const contentErrors = ["course.not_found", "course.archived", "request.precondition_failed"] as const;

export const createCourse = defineRoute({
  id: "courses.createCourse",
  method: "POST",
  path: "/courses",
  access: authors,
  summary: "Create a course, as a draft",
  body: CreateCourseBody,
  replies: { 201: Course },
  errors: ["course.prerequisite_unknown", "course.enrollment_window"],
  uses: ["postgres", "redis"],
});

export const listCourses = defineRoute({
  id: "courses.listCourses",
  method: "GET",
  path: "/courses",
  access: "optional",
  summary: "List courses",
  description:
    "Published courses for everyone; with a token of theirs, instructors see their own drafts and admins see all. A cursor belongs to the sort that it was given for.",
  query: ListCoursesQuery,
  replies: { 200: page(Course) },
  errors: [],
  uses: ["postgres", "redis"],
});

export const getCourse = defineRoute({
  id: "courses.getCourse",
  method: "GET",
  path: "/courses/{id}",
  access: "optional",
  summary: "Read a course",
  description:
    "Published courses for everyone; drafts and archived ones for their owner and admins, archived ones also for the students inside. `If-None-Match` with the ETag that was read answers 304 while nothing has changed.",
  params: CourseParams,
  replies: { 200: Course },
  errors: ["course.not_found"],
  uses: ["postgres", "redis"],
});

export const updateCourse = defineRoute({
  id: "courses.updateCourse",
  method: "PUT",
  path: "/courses/{id}",
  access: authors,
  summary: "Change a course",
  description:
    "`If-Match` with the ETag of the course that was read refuses to overwrite somebody else's change (412).",
  params: CourseParams,
  body: UpdateCourseBody,
  replies: { 200: Course },
  errors: [
    "course.not_found",
    "course.archived",
    "course.prerequisite_unknown",
    "course.prerequisite_cycle",
    "course.seats_taken",
    "course.enrollment_window",
    "request.precondition_failed",
  ],
  uses: ["postgres", "redis"],
});

export const deleteCourse = defineRoute({
  id: "courses.deleteCourse",
  method: "DELETE",
  path: "/courses/{id}",
  access: authors,
  summary: "Delete a draft, and all that belongs to it",
  description:
    "The course is gone when this answers; the workflow then removes its files, vectors and documents, and counts that none is left.",
  params: CourseParams,
  replies: { 202: WorkflowReply },
  errors: [
    "course.not_found",
    "course.not_draft",
    "course.has_enrollments",
    "course.publishing",
    "request.precondition_failed",
  ],
  uses: ["postgres", "redis"],
});

export const publishCourse = defineRoute({
  id: "courses.publishCourse",
  method: "POST",
  path: "/courses/{id}/publish",
  access: authors,
  summary: "Publish a course",
  description:
    "Starts the publishing workflow; while one runs, answers with that one. 422 lists every reason why the course is not ready.",
  params: CourseParams,
  replies: { 202: PublishReply },
  errors: ["course.not_found", "course.archived", "course.not_publishable"],
  uses: ["postgres", "redis", "mongo"],
});

export const reindexCourse = defineRoute({
  id: "courses.reindexCourse",
  method: "POST",
  path: "/courses/{id}/reindex",
  access: authors,
  summary: "Embed and index a course's content again",
  description:
    "For every version that is read: the published one and those that students are pinned to. What is in the index stays there; what the current embedding model has not embedded yet is embedded. While one runs, answers with that one.",
  params: CourseParams,
  replies: { 202: WorkflowReply },
  errors: ["course.not_found", "course.not_published"],
  uses: ["postgres", "redis"],
});

export const archiveCourse = defineRoute({
  id: "courses.archiveCourse",
  method: "POST",
  path: "/courses/{id}/archive",
  access: authors,
  summary: "Archive a course",
  description:
    "Nobody enrols any more, and nothing changes any more; the students inside go on reading. Archiving an archived course changes nothing.",
  params: CourseParams,
  replies: { 200: Course },
  errors: ["course.not_found", "request.precondition_failed"],
  uses: ["postgres", "redis"],
});

export const restoreCourse = defineRoute({
  id: "courses.restoreCourse",
  method: "POST",
  path: "/courses/{id}/restore",
  access: authors,
  summary: "Bring an archived course back",
  description:
    "It is again what it was: published with its last version, or a draft. Restoring what is not archived changes nothing.",
  params: CourseParams,
  replies: { 200: Course },
  errors: ["course.not_found", "request.precondition_failed"],
  uses: ["postgres", "redis"],
});

export const getCourseContent = defineRoute({
  id: "courses.getCourseContent",
  method: "GET",
  path: "/courses/{id}/modules",
  access: "optional",
  summary: "Read a course's modules and lessons",
  description:
    "The owner and admins read the draft, an enrolled student the version that her enrolment is pinned to, everybody else the published outline without the lessons' links.",
  params: CourseParams,
  replies: { 200: CourseContent },
  errors: ["course.not_found"],
  uses: ["postgres", "redis", "mongo"],
});

export const getModule = defineRoute({
  id: "courses.getModule",
  method: "GET",
  path: "/courses/{id}/modules/{module_id}",
  access: "optional",
  summary: "Read a module with its lessons",
  description: "Of what `GET /courses/{id}/modules` shows to the caller.",
  params: ModuleParams,
  replies: { 200: Module },
  errors: ["course.not_found", "module.not_found"],
  uses: ["postgres", "redis", "mongo"],
});

export const getLesson = defineRoute({
  id: "courses.getLesson",
  method: "GET",
  path: "/courses/{id}/modules/{module_id}/lessons/{lesson_id}",
  access: "optional",
  summary: "Read a lesson",
  description: "Of what `GET /courses/{id}/modules` shows to the caller.",
  params: LessonParams,
  replies: { 200: Lesson },
  errors: ["course.not_found", "module.not_found", "lesson.not_found"],
  uses: ["postgres", "redis", "mongo"],
});

export const orderModules = defineRoute({
  ...content,
  id: "courses.orderModules",
  method: "PUT",
  path: "/courses/{id}/modules/order",
  summary: "Put a course's modules in order",
  description:
    "With the ids of all its modules. 422 names each that is missing, unknown or there twice. `position` of a module moves one alone.",
  params: CourseParams,
  body: OrderModulesBody,
  replies: { 200: CourseContent },
  errors: [...contentErrors, "course.order_mismatch"],
});

export const orderLessons = defineRoute({
  ...content,
  id: "courses.orderLessons",
  method: "PUT",
  path: "/courses/{id}/modules/{module_id}/lessons/order",
  summary: "Put a module's lessons in order",
  description: "With the ids of all its lessons. 422 names each that is missing, unknown or there twice.",
  params: ModuleParams,
  body: OrderLessonsBody,
  replies: { 200: Module },
  errors: [...contentErrors, "module.not_found", "course.order_mismatch"],
});

export const addModule = defineRoute({
  ...content,
  id: "courses.addModule",
  method: "POST",
  path: "/courses/{id}/modules",
  summary: "Add a module, with its lessons",
  params: CourseParams,
  body: AddModuleBody,
  replies: { 201: Module },
  errors: [...contentErrors, "course.content_full"],
});

export const updateModule = defineRoute({
  ...content,
  id: "courses.updateModule",
  method: "PUT",
  path: "/courses/{id}/modules/{module_id}",
  summary: "Change or move a module",
  params: ModuleParams,
  body: UpdateModuleBody,
  replies: { 200: Module },
  errors: [...contentErrors, "module.not_found"],
});

export const deleteModule = defineRoute({
  ...content,
  id: "courses.deleteModule",
  method: "DELETE",
  path: "/courses/{id}/modules/{module_id}",
  summary: "Delete a module",
  params: ModuleParams,
  replies: { 204: Empty },
  errors: [...contentErrors, "module.not_found"],
});

export const addLesson = defineRoute({
  ...content,
  id: "courses.addLesson",
  method: "POST",
  path: "/courses/{id}/modules/{module_id}/lessons",
  summary: "Add a lesson",
  params: ModuleParams,
  body: AddLessonBody,
  replies: { 201: Lesson },
  errors: [...contentErrors, "module.not_found", "course.content_full"],
});

export const updateLesson = defineRoute({
  ...content,
  id: "courses.updateLesson",
  method: "PUT",
  path: "/courses/{id}/modules/{module_id}/lessons/{lesson_id}",
  summary: "Change or move a lesson",
  params: LessonParams,
  body: UpdateLessonBody,
  replies: { 200: Lesson },
  errors: [...contentErrors, "module.not_found", "lesson.not_found"],
});

export const deleteLesson = defineRoute({
  ...content,
  id: "courses.deleteLesson",
  method: "DELETE",
  path: "/courses/{id}/modules/{module_id}/lessons/{lesson_id}",
  summary: "Delete a lesson",
  params: LessonParams,
  replies: { 204: Empty },
  errors: [...contentErrors, "module.not_found", "lesson.not_found"],
});
