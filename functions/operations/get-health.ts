import { getHealth as route } from "@smartcourse/contracts/operations/routes";
import { getHealth } from "@smartcourse/core/operations/get-health";
import { document } from "@smartcourse/platform/edge/document";

export const handler = document(route, getHealth);
