import * as z from "zod";
import { NextStep } from "../problem.ts";
import { Id, IdFromText, PageQuery, Timestamp, page } from "../shared-schemas.ts";

export const waitlistStatuses = ["waiting", "offered", "enrolled", "left", "expired"] as const;
export type WaitlistStatus = (typeof waitlistStatuses)[number];

/**
 * A student's turn in the line of a full course. `position` counts from 1 while she waits, and is null before and after.
 * `offered`: a seat is held for her until `offer_expires_at`. `next`: how she goes on; null where the wait is over.
 */
export const WaitlistEntry = z.object({
  id: Id,
  course_id: Id,
  course_title: z.string(),
  student_id: Id,
  status: z.enum(waitlistStatuses),
  position: z.int().min(1).nullable(),
  joined_at: Timestamp,
  offered_at: Timestamp.nullable(),
  offer_expires_at: Timestamp.nullable(),
  ended_at: Timestamp.nullable(),
  next: NextStep.nullable(),
});
export type WaitlistEntry = z.infer<typeof WaitlistEntry>;

export const WaitlistParams = z.object({ id: IdFromText });
export const WaitlistQuery = PageQuery.extend({ status: z.enum(waitlistStatuses).optional() });
export const WaitlistPage = page(WaitlistEntry);
