import { drawThumbnail as contract } from "@smartcourse/contracts/content/tasks";
import { drawThumbnail } from "@smartcourse/core/content/draw-thumbnail";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, ({ course_id }) => drawThumbnail(postgres(), course_id));
