import { rereadMaterial as contract } from "@smartcourse/contracts/content/tasks";
import { rereadMaterial } from "@smartcourse/core/content/extract-uploads";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, ({ material_id }, { last }) =>
  rereadMaterial(postgres(), material_id, last),
);
