import { courseArchived, coursePublished, courseRestored } from "@smartcourse/contracts/courses/events";

/** What a course is after an event; undefined where the event tells nothing of that. Pure. */
export function courseStateOf({ type, data }: { readonly type: string; readonly data: unknown }) {
  switch (type) {
    case coursePublished.type:
      return { ...subject(coursePublished.payload.parse(data)), status: "published" as const };
    case courseArchived.type:
      return { ...subject(courseArchived.payload.parse(data)), status: "archived" as const };
    case courseRestored.type: {
      const restored = courseRestored.payload.parse(data);
      const status = restored.version === null ? ("draft" as const) : ("published" as const);
      return { ...subject(restored), status };
    }
    default:
      return undefined;
  }
}

function subject({ course_id, instructor_id }: { course_id: number; instructor_id: number }) {
  return { course_id, instructor_id };
}
