import { aiAsked } from "@smartcourse/contracts/assistant/events";
import {
  courseCompleted,
  enrollmentCancelled,
  progressUpdated,
  studentDropped,
  studentEnrolled,
} from "@smartcourse/contracts/enrollments/events";
import type { EnrollmentFact, Fact } from "./participant.ts";

interface Told {
  readonly type: string;
  readonly aggregateversion: number;
  readonly data: unknown;
}

interface Subject {
  readonly enrollment_id: number;
  readonly student_id: number;
  readonly course_id: number;
  readonly version?: number | undefined;
  readonly attempt?: number | undefined;
}

/** What an event tells of a person in a course; undefined where it tells nothing. Pure. */
export function factOf({ type, aggregateversion: revision, data }: Told): Fact | undefined {
  const about = (subject: Subject, at: string, more: Partial<EnrollmentFact>): Fact => {
    const { course_id, student_id, enrollment_id, version, attempt = 1 } = subject;
    return { course_id, student_id, at, enrollment: { enrollment_id, attempt, revision, version, ...more } };
  };
  switch (type) {
    case studentEnrolled.type: {
      const told = studentEnrolled.payload.parse(data);
      return about(told, told.enrolled_at, { announced: true, enrolled_at: told.enrolled_at });
    }
    case progressUpdated.type: {
      const { completed_modules = [], next_module_id = null, ...told } = progressUpdated.payload.parse(data);
      const { completion_percentage } = told;
      return about(told, told.updated_at, {
        progress: { completion_percentage, completed_modules, next_module_id },
      });
    }
    case courseCompleted.type: {
      const { enrolled_at, completed_at, ...told } = courseCompleted.payload.parse(data);
      const end = { status: "completed", announced: true, enrolled_at, completed_at } as const;
      return about(told, completed_at, end);
    }
    case studentDropped.type: {
      const { announced, dropped_at, ...told } = studentDropped.payload.parse(data);
      return about(told, dropped_at, { status: "dropped", announced, dropped_at });
    }
    case enrollmentCancelled.type: {
      const { cancelled_at: dropped_at, ...told } = enrollmentCancelled.payload.parse(data);
      return about(told, dropped_at, { status: "dropped", dropped_at });
    }
    case aiAsked.type: {
      const { course_id, user_id: student_id, asked_at: at } = aiAsked.payload.parse(data);
      return { course_id, student_id, at };
    }
    default:
      return undefined;
  }
}
