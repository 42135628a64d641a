import type { Route } from "./define.ts";
import * as analytics from "./analytics/routes.ts";
import * as assistant from "./assistant/routes.ts";
import * as auth from "./auth/routes.ts";
import * as certificates from "./certificates/routes.ts";
import * as content from "./content/routes.ts";
import * as courses from "./courses/routes.ts";
import * as bulkEnrollments from "./enrollments/bulk-routes.ts";
import * as calendar from "./enrollments/calendar-routes.ts";
import * as enrollments from "./enrollments/routes.ts";
import * as waitlist from "./enrollments/waitlist-routes.ts";
import * as notifications from "./notifications/routes.ts";
import * as operations from "./operations/routes.ts";
import * as search from "./search/routes.ts";
import * as transfer from "./transfer/routes.ts";
import * as webhooks from "./webhooks/routes.ts";

/** Every endpoint. Read by stacks, local, OpenAPI and tests; no function imports it but the one that serves the document. */
export const routes: readonly Route[] = [
  auth,
  courses,
  content,
  enrollments,
  waitlist,
  bulkEnrollments,
  calendar,
  certificates,
  assistant,
  analytics,
  notifications,
  operations,
  search,
  transfer,
  webhooks,
].flatMap((domain) => Object.values<Route>(domain));
