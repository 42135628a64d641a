import { defineRoute } from "../define.ts";
import { Empty } from "../shared-schemas.ts";
import { WaitlistEntry, WaitlistPage, WaitlistParams, WaitlistQuery } from "./waitlist-schemas.ts";

const own = { access: ["student"], uses: ["postgres", "redis"] } as const;

export const listWaitlist = defineRoute({
  ...own,
  id: "enrollments.listWaitlist",
  method: "GET",
  path: "/waitlist",
  summary: "The caller's places in waiting lists, newest first",
  query: WaitlistQuery,
  replies: { 200: WaitlistPage },
  errors: [],
});

export const getWaitlistEntry = defineRoute({
  ...own,
  id: "enrollments.getWaitlistEntry",
  method: "GET",
  path: "/waitlist/{id}",
  summary: "Read a place in a waiting list",
  description: "`offered`: a seat is held; `POST /enrollments` with the course's id takes it.",
  params: WaitlistParams,
  replies: { 200: WaitlistEntry },
  errors: ["waitlist.not_found"],
});

export const leaveWaitlist = defineRoute({
  ...own,
  id: "enrollments.leaveWaitlist",
  method: "DELETE",
  path: "/waitlist/{id}",
  summary: "Leave a waiting list; a seat that was held passes to the next",
  description:
    "Leaving twice is leaving once. A wait that ended otherwise is told as it ended: `waitlist.ended`.",
  params: WaitlistParams,
  replies: { 204: Empty },
  errors: ["waitlist.not_found", "waitlist.ended"],
});
