import { getDocs as route } from "@smartcourse/contracts/operations/routes";
import { docsPage } from "@smartcourse/core/operations/reference-page";
import { document } from "@smartcourse/platform/edge/document";

export const handler = document(route, async () => docsPage());
