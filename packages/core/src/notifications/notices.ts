import { certificateIssued, certificateRevoked } from "@smartcourse/contracts/certificates/events";
import { enrollmentCancelled, seatOffered, studentEnrolled } from "@smartcourse/contracts/enrollments/events";
import type { Channel, DigestChoice, NotificationKind } from "@smartcourse/contracts/notifications/kinds";
import { notificationKinds } from "@smartcourse/contracts/notifications/kinds";
import type { ReceivedEvent } from "@smartcourse/platform/consumer";

interface OfCourse {
  readonly course_id: number;
  readonly course_title: string;
}

/** What the words of each kind are made from: kept with the row, as it was when it happened. */
export interface NoticeData {
  readonly enrolled: OfCourse;
  readonly enrollment_failed: OfCourse;
  readonly seat_offered: OfCourse & { readonly expires_at: string };
  readonly course_published: OfCourse & { readonly is_first: boolean; readonly instructor_name: string };
  readonly completed: OfCourse & { readonly certificate_id: string };
  readonly certificate_revoked: OfCourse & { readonly certificate_id: string; readonly reason: string };
}

/** Something that happened, as people are told of it. */
export type Notice = {
  [K in NotificationKind]: { readonly kind: K; readonly data: NoticeData[K] };
}[NotificationKind];

/** A notice with the event that it is of. */
export type DatedNotice = Notice & { readonly eventId: string; readonly happenedAt: string };

/** What an event tells one person, once the course's title is known; `undefined` for events that tell nobody in particular. */
export function personalNotice(event: ReceivedEvent, course: OfCourse): Notice | undefined {
  switch (event.type) {
    case studentEnrolled.type:
      return { kind: "enrolled", data: course };
    case enrollmentCancelled.type:
      return { kind: "enrollment_failed", data: course };
    case seatOffered.type: {
      const { expires_at } = seatOffered.payload.parse(event.data);
      return { kind: "seat_offered", data: { ...course, expires_at } };
    }
    case certificateIssued.type: {
      const { certificate_id } = certificateIssued.payload.parse(event.data);
      return { kind: "completed", data: { ...course, certificate_id } };
    }
    case certificateRevoked.type: {
      const { certificate_id, reason } = certificateRevoked.payload.parse(event.data);
      return { kind: "certificate_revoked", data: { ...course, certificate_id, reason } };
    }
    default:
      return undefined;
  }
}

/** Whether a person with these mutings is told of a kind through a channel. What is essential is always in her list. */
export function isWanted(muted: readonly string[], kind: NotificationKind, channel: Channel): boolean {
  if (channel === "in_app" && notificationKinds[kind].essential) return true;
  return !muted.includes(muting(kind, channel));
}

/** How the settings write down that a kind is not wanted through a channel. */
export function muting(kind: NotificationKind, channel: Channel): string {
  return `${kind}:${channel}`;
}

/** Whether a mail of this kind waits for the person's digest. */
export function waitsForDigest(digest: DigestChoice, kind: NotificationKind): boolean {
  return digest !== "off" && notificationKinds[kind].digest;
}

const staleAfterMs = 3 * 24 * 3_600_000;

/** Whether something is too long ago for a mail: events that lay about for days, or that are replayed, mail nobody. */
export function isStale(happenedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(happenedAt) > staleAfterMs;
}
