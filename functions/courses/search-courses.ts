import { searchCourses as route } from "@smartcourse/contracts/search/routes";
import { searchCourses } from "@smartcourse/core/search/search-courses";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query }) => searchCourses(db, query));
