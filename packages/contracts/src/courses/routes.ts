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
  PublishReply,
  UpdateCourseBody,
  UpdateLessonBody,
  UpdateModuleBody,
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
  errors: ["course.prerequisite_unknown"],
  uses: ["postgres", "redis"],
});

export const listCourses = defineRoute({
  id: "courses.listCourses",
  method: "GET",
  path: "/courses",
  access: "optional",
  summary: "List courses, newest first",
  description:
    "Published courses for everyone; with a token of theirs, instructors see their own drafts and admins see all.",
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
    "request.precondition_failed",
  ],
  uses: ["postgres", "redis"],
});

export const deleteCourse = defineRoute({
  id: "courses.deleteCourse",
  method: "DELETE",
  path: "/courses/{id}",
  access: authors,
  summary: "Delete a draft",
  params: CourseParams,
  replies: { 204: Empty },
  errors: ["course.not_found", "course.not_draft", "course.has_enrollments", "request.precondition_failed"],
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

export const addModule = defineRoute({
  ...content,
  id: "courses.addModule",
  method: "POST",
  path: "/courses/{id}/modules",
  summary: "Add a module, with its lessons",
  params: CourseParams,
  body: AddModuleBody,
  replies: { 201: Module },
  errors: contentErrors,
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
  errors: [...contentErrors, "module.not_found"],
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
