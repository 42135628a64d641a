import { unsubscribePage as route } from "@smartcourse/contracts/notifications/routes";
import { readLink } from "@smartcourse/core/notifications/unsubscribe";
import { questionPage } from "@smartcourse/core/notifications/unsubscribe-page";
import { document } from "@smartcourse/platform/edge/document";

export const handler = document(route, async (params) =>
  questionPage(readLink(route.params.parse(params).token).kind),
);
