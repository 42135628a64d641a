import { extractMaterial as contract } from "@smartcourse/contracts/content/tasks";
import { extractUploads } from "@smartcourse/core/content/extract-uploads";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, ({ objects }, { last }) => extractUploads(postgres(), objects, last));
