import { type RawBuilder, sql } from "kysely";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { everyCourse } from "./counters.ts";

/** Whose figures are asked for. */
export type Scope =
  | { readonly kind: "platform" }
  | { readonly kind: "instructor"; readonly id: number }
  | { readonly kind: "course"; readonly id: number };

/** All that somebody may see: an admin the platform, an instructor her courses. */
export function scopeOf({ id, role }: Actor): Scope {
  return role === "admin" ? { kind: "platform" } : { kind: "instructor", id };
}

/** Which courses' sums they are: those of the platform are kept by themselves. */
export function inScope(scope: Scope, column: string): RawBuilder<boolean> {
  const course = sql.ref<number>(column);
  if (scope.kind === "instructor") return sql`${course} in (${ownCourses(scope.id)})`;
  return sql`${course} = ${scope.kind === "platform" ? everyCourse : scope.id}`;
}

/** Which courses they are, one by one: for what is not summed up for the platform. */
export function ofCourses(scope: Scope, column: string): RawBuilder<boolean> {
  return scope.kind === "platform" ? sql`true` : inScope(scope, column);
}

function ownCourses(instructorId: number) {
  return sql`select course_id from analytics_courses where instructor_id = ${instructorId}`;
}
