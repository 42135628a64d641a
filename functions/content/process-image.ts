import { processImage as contract } from "@smartcourse/contracts/content/tasks";
import { processImage } from "@smartcourse/core/content/process-image";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, (image, attempt) => processImage(postgres(), image, attempt));
