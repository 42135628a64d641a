import { handler as completeEnrollment } from "../../../functions/enrollments/complete-enrollment.ts";
import { handler as dropEnrollment } from "../../../functions/enrollments/drop-enrollment.ts";
import { handler as updateProgress } from "../../../functions/enrollments/update-progress.ts";
import { type Response, call } from "../../support/call.ts";
import { type Person, enrolQuietly, makeCourse, person } from "./fixtures.ts";

/** A student in a course of these modules. */
export async function enrolled(modules: number[] = [1, 2, 3]) {
  const [student, course] = [await person("student"), await makeCourse({ modules, capacity: 9 })];
  return { student, course, id: await enrolQuietly(student, course) };
}

export function report({ token }: Person, id: number, completed_modules: unknown): Promise<Response> {
  return call(updateProgress, { method: "PUT", token, params: { id }, body: { completed_modules } });
}

export function finish({ token }: Person, id: number): Promise<Response> {
  return call(completeEnrollment, { method: "POST", token, params: { id } });
}

export function leave({ token }: Person, id: number): Promise<Response> {
  return call(dropEnrollment, { method: "DELETE", token, params: { id } });
}
