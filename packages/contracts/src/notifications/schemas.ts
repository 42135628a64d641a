import * as z from "zod";
import { Id, IdFromText, PageQuery, Timestamp, page } from "../shared-schemas.ts";
import { digestChoices, kinds } from "./kinds.ts";

/** `url`: where to act on it, if there is such a place. `read_at`: null as long as it is unread. */
export const Notification = z.object({
  id: Id,
  kind: z.enum(kinds),
  title: z.string(),
  text: z.string(),
  url: z.string().nullable(),
  course_id: Id,
  created_at: Timestamp,
  read_at: Timestamp.nullable(),
});
export type Notification = z.infer<typeof Notification>;

/** Counted up to 1,000: more than that is 1,000. */
const UnreadCount = z.int().min(0).max(1000);

export const NotificationParams = z.object({ id: IdFromText });
export const NotificationsQuery = PageQuery.extend({ unread: z.literal("true").optional() });
export const NotificationPage = page(Notification).extend({ unread_count: UnreadCount });
export const Unread = z.object({ unread_count: UnreadCount });

/** What the stream of new notifications sends. `end`: it closes as it should; connect again, with the last id. */
export const notificationEvents = { ready: Unread, notification: Notification, end: z.object({}) };

/** So long a stream lasts at most: its function is paid for all that time. */
export const streamSeconds = 240;

const Choice = z.object({ email: z.boolean(), in_app: z.boolean() });

/** Whether mail reaches her. `undeliverable_since`: no mail is sent; confirming the address ends that. */
const Address = z.object({
  email: z.string(),
  undeliverable_since: Timestamp.nullable(),
  reason: z.enum(["bounce", "complaint"]).nullable(),
});

export const Preferences = z.object({
  kinds: z.record(z.enum(kinds), Choice),
  digest: z.enum(digestChoices),
  time_zone: z.string(),
  address: Address,
});
export type Preferences = z.infer<typeof Preferences>;

/** What is not sent stays as it is. `time_zone`: an IANA name such as `Europe/Vienna`. */
export const UpdatePreferencesBody = z.strictObject({
  kinds: z.partialRecord(z.enum(kinds), Choice.partial().strict()).optional(),
  digest: z.enum(digestChoices).optional(),
  time_zone: z.string().min(1).max(64).optional(),
});
export type UpdatePreferencesBody = z.infer<typeof UpdatePreferencesBody>;

/** Either a course or an instructor; the other is null. */
export const Subscription = z.object({
  id: Id,
  course_id: Id.nullable(),
  instructor_id: Id.nullable(),
  name: z.string(),
  created_at: Timestamp,
});
export type Subscription = z.infer<typeof Subscription>;

export const SubscribeBody = z
  .strictObject({ course_id: Id.optional(), instructor_id: Id.optional() })
  .refine(({ course_id, instructor_id }) => (course_id === undefined) !== (instructor_id === undefined), {
    message: "name either a course_id or an instructor_id",
    path: ["course_id"],
  });
export type SubscribeBody = z.infer<typeof SubscribeBody>;

export const SubscriptionParams = z.object({ id: IdFromText });
export const SubscriptionPage = page(Subscription);

export const UnsubscribeParams = z.object({ token: z.string().min(1).max(200) });

/** As RFC 8058 has it. */
export const UnsubscribeForm = z.object({ "List-Unsubscribe": z.literal("One-Click") });
