import * as z from "zod";
import { defineEvent } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";

const subject = { certificate_id: z.string(), enrollment_id: Id, student_id: Id, course_id: Id };
const topic = "enrollment.events" as const;
const aggregate = "enrollment_id";

/** A certificate can be fetched: its picture is stored. */
export const certificateIssued = defineEvent({
  type: "certificate.issued",
  version: 1,
  topic,
  aggregate,
  payload: z.object({ ...subject, issued_at: Timestamp }),
});

export const certificateRevoked = defineEvent({
  type: "certificate.revoked",
  version: 1,
  topic,
  aggregate,
  payload: z.object({ ...subject, reason: z.string(), revoked_at: Timestamp }),
});
