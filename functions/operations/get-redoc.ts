import { getRedoc as route } from "@smartcourse/contracts/operations/routes";
import { redocPage } from "@smartcourse/core/operations/reference-page";
import { document } from "@smartcourse/platform/edge/document";

export const handler = document(route, async () => redocPage());
