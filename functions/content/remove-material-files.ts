import { removeMaterialFiles as contract } from "@smartcourse/contracts/content/tasks";
import { removeMaterialFiles } from "@smartcourse/core/content/remove-material-files";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, (files) => removeMaterialFiles(postgres(), files));
