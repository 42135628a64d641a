import type { NotificationKind } from "@smartcourse/contracts/notifications/kinds";
import type { Notification } from "@smartcourse/contracts/notifications/schemas";
import { messageOf } from "./message.ts";
import type { Notice } from "./notices.ts";

interface Row {
  readonly id: number;
  readonly kind: NotificationKind;
  readonly data: object;
  readonly created_at: string;
  readonly read_at: string | null;
}

/** A row as its reader sees it: in words, with times in her zone. */
export function notificationView(
  { id, kind, data, created_at, read_at }: Row,
  timeZone: string,
): Notification {
  const notice = { kind, data } as Notice;
  const { title, paragraphs, link } = messageOf(notice, timeZone);
  return {
    id,
    kind,
    title,
    text: paragraphs.join("\n\n"),
    url: link?.path ?? null,
    course_id: notice.data.course_id,
    created_at,
    read_at,
  };
}
