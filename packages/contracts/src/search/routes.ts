import { defineRoute } from "../define.ts";
import { SearchCoursesQuery, SearchReply } from "./schemas.ts";

export const searchCourses = defineRoute({
  id: "courses.searchCourses",
  method: "GET",
  path: "/courses/search",
  access: "optional",
  summary: "Search the published courses",
  description:
    "By meaning and by words, in titles, descriptions, outlines and content; misspelt words are searched as courses spell them. Each hit says why it was found, with an excerpt of at most 200 characters also of content that only students may read whole. A page is cut from the best 100; its cursor belongs to the same query and filters.",
  query: SearchCoursesQuery,
  replies: { 200: SearchReply },
  errors: [],
  uses: ["postgres", "redis", "qdrant", "llm"],
  // Every search is a request to the embedding provider.
  limits: { address: { limit: 120, window: 60 }, account: { limit: 60, window: 60 } },
});
