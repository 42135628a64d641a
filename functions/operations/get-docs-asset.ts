import { getDocsAsset as route } from "@smartcourse/contracts/operations/routes";
import { readAsset } from "@smartcourse/core/operations/reference-asset";
import { document } from "@smartcourse/platform/edge/document";
import { env } from "@smartcourse/platform/env";

export const handler = document(route, (params) =>
  readAsset(env("LAMBDA_TASK_ROOT"), route.params.parse(params).name),
);
