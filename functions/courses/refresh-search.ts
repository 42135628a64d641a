import { refreshSearch } from "@smartcourse/contracts/search/consumers";
import { followCourse } from "@smartcourse/core/search/follow-course";
import { consumer } from "@smartcourse/platform/consumer";

export const handler = consumer(refreshSearch, followCourse);
