interface EnrollmentRow {
  readonly id: number;
  readonly student_id: number;
  readonly course_id: number;
  readonly version: number;
  readonly attempt: number;
}

/** What every event of an enrolment says of it, and what its key comes from. */
export function eventSubject({ id, student_id, course_id, version, attempt }: EnrollmentRow) {
  return { enrollment_id: id, student_id, course_id, version, attempt };
}
