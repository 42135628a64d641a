import * as z from "zod";
import { defineRoute } from "../define.ts";
import { Empty, Timestamp } from "../shared-schemas.ts";

const own = { access: ["student"], uses: ["postgres", "redis"] } as const;

export const createCalendar = defineRoute({
  ...own,
  id: "enrollments.createCalendar",
  method: "POST",
  path: "/enrollments/calendar",
  summary: "Get the address of one's calendar; one that was given before is no longer good",
  description:
    "An address to subscribe to in a calendar program, which sends no token: whoever has it reads the calendar. It is told once and kept as a hash alone, so asking again gives another.",
  replies: { 201: z.object({ url: z.url(), created_at: Timestamp }) },
  errors: [],
  // The kept reply would keep the secret.
  idempotent: false,
});

export const deleteCalendar = defineRoute({
  ...own,
  id: "enrollments.deleteCalendar",
  method: "DELETE",
  path: "/enrollments/calendar",
  summary: "Take the address of one's calendar back",
  replies: { 204: Empty },
  errors: [],
});

export const getCalendar = defineRoute({
  id: "enrollments.getCalendar",
  method: "GET",
  path: "/enrollments/calendar/{token}",
  access: "public",
  summary: "A student's dates, as iCalendar (RFC 5545)",
  description:
    "When lessons of the versions that she reads are due, until when seats are held for her, and when enrolment opens and closes in her courses and those she waits for. `If-None-Match` answers 304.",
  params: z.object({ token: z.string().max(100) }),
  replies: { 200: z.string() },
  errors: ["calendar.not_found"],
  uses: ["postgres", "redis"],
  mediaType: "text/calendar",
});
