import type { Notification } from "@smartcourse/contracts/notifications/schemas";
import type { ApiClient } from "./api-client.ts";
import type { Narrator } from "./narrator.ts";
import { pollUntil } from "./poll.ts";

interface Page {
  readonly items: readonly Notification[];
}

/** What she is told, in her list as in her mail. */
export async function readNotifications(
  api: ApiClient,
  { step, line }: Narrator,
): Promise<readonly Notification[]> {
  const { items } = await step(
    "she is told, here and by mail",
    () =>
      pollUntil(
        "the notifications",
        () => api.get<Page>("/notifications"),
        (page) => ["enrolled", "completed"].every((kind) => page.items.some((one) => one.kind === kind)),
      ),
    (page) => `${page.items.length} notifications`,
  );
  for (const { title } of items) line(title);
  return items;
}
