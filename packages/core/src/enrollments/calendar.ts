import ical, { ICalCalendarMethod } from "ical-generator";
import type { DatedLesson } from "@smartcourse/platform/database";

/** A moment in a calendar. `id` stays the same for what it is about, so a moved date moves in the reader's calendar. */
interface DatedItem {
  readonly id: string;
  readonly at: string;
  readonly summary: string;
  readonly description: string;
  /** When this was said: the same for as long as it says the same. */
  readonly stamp: string;
}

interface Course {
  readonly course_id: number;
  readonly title: string;
  readonly enrollment_opens_at: string | null;
  readonly enrollment_closes_at: string | null;
  readonly updated_at: string;
}

export interface CourseRead extends Course {
  readonly dated_lessons: readonly DatedLesson[];
  readonly version_created_at: string;
}

export interface CourseAwaited extends Course {
  readonly id: number;
  readonly status: string;
  readonly offered_at: string | null;
  readonly offer_expires_at: string | null;
}

const refreshSeconds = 3_600;

/** The dates of the courses that a student reads and waits for. */
export function datedItems(read: readonly CourseRead[], awaited: readonly CourseAwaited[]): DatedItem[] {
  return [
    ...read.flatMap(dueItems),
    ...awaited.flatMap(offerItem),
    ...[...read, ...awaited].flatMap(windowItems),
  ];
}

function dueItems({ course_id, title: course, dated_lessons, version_created_at }: CourseRead): DatedItem[] {
  return dated_lessons.map(({ lesson_id, title, due_at }) => ({
    id: `due-${course_id}-${lesson_id}`,
    at: due_at,
    summary: `${title} is due (${course})`,
    description: `Lesson "${title}" of the course "${course}" is due.`,
    stamp: version_created_at,
  }));
}

function offerItem({ id, title, status, offered_at, offer_expires_at }: CourseAwaited): DatedItem[] {
  if (status !== "offered" || offer_expires_at === null) return [];
  const summary = `Your seat is held until now (${title})`;
  const description = `A seat of the course "${title}" is held for you until then: enrol to take it.`;
  return [
    { id: `offer-${id}`, at: offer_expires_at, summary, description, stamp: offered_at ?? offer_expires_at },
  ];
}

function windowItems(course: Course): DatedItem[] {
  const { course_id, title, enrollment_opens_at: opens, enrollment_closes_at: closes } = course;
  const item = (what: "opens" | "closes", at: string | null): DatedItem[] =>
    at === null
      ? []
      : [
          {
            id: `enrolment-${what}-${course_id}`,
            at,
            summary: `Enrolment ${what} (${title})`,
            description: `Enrolment in the course "${title}" ${what}.`,
            stamp: course.updated_at,
          },
        ];
  return [...item("opens", opens), ...item("closes", closes)];
}

/** The items as an iCalendar document (RFC 5545), the same for the same items. */
export function toICalendar(items: readonly DatedItem[]): string {
  const calendar = ical({
    name: "SmartCourse",
    prodId: { company: "SmartCourse", product: "Calendar", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
  });
  for (const { id, at, summary, description, stamp } of items) {
    calendar.createEvent({
      id: `${id}@smartcourse`,
      start: new Date(at),
      summary,
      description,
      stamp: new Date(stamp),
    });
  }
  return calendar.toString();
}
