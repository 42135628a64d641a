import { defineConsumer } from "../define.ts";
import { courseArchived, coursePublished, courseRestored, courseUpdated } from "../courses/events.ts";

/** Has the search follow what happens to courses. */
export const refreshSearch = defineConsumer({
  id: "courses.refreshSearch",
  group: "content-service",
  events: [coursePublished, courseUpdated, courseArchived, courseRestored],
  uses: ["postgres"],
});
