import { defineConsumer } from "../define.ts";
import { certificateIssued, certificateRevoked } from "../certificates/events.ts";
import { coursePublished } from "../courses/events.ts";
import { enrollmentCancelled, seatOffered, studentEnrolled } from "../enrollments/events.ts";

/** Decides who is told what, and alone does so. */
export const tellPeople = defineConsumer({
  id: "notifications.tellPeople",
  group: "notification-service",
  events: [
    coursePublished,
    studentEnrolled,
    seatOffered,
    enrollmentCancelled,
    certificateIssued,
    certificateRevoked,
  ],
  uses: ["postgres"],
});
