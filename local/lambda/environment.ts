import { randomBytes } from "node:crypto";
import type { FunctionEntry } from "@smartcourse/contracts/functions";
import { settings } from "@smartcourse/platform/env";
import { settingsOf } from "../../stacks/environment.ts";
import { taskRoot } from "../bundles/build.ts";
import type { BuildPaths } from "../bundles/paths.ts";

export const localRegion = "us-east-1";
export const localAccount = "000000000000";

/** The function's ARN in the account that local services know. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:${localRegion}:${localAccount}:function:${name}`;
}

/** Settings that no deployment sets: where AWS itself is reached, their defaults hold. */
const ofStandIns = ["S3_FORCE_PATH_STYLE", "S3_HEALTH_URL"];

/**
 * The environment of a function: what Lambda puts there; of the product's settings those that stacks would give it,
 * and no other; and whatever else `deployment` has.
 */
export function functionEnvironment(
  entry: FunctionEntry,
  deployment: Readonly<Record<string, string>>,
  paths: BuildPaths,
): Record<string, string> {
  const given = new Set<string>([...settingsOf(entry), ...ofStandIns]);
  const chosen = Object.entries(deployment).filter(([name]) => given.has(name) || !(name in settings));
  return {
    AWS_REGION: localRegion,
    AWS_DEFAULT_REGION: localRegion,
    ...Object.fromEntries(chosen),
    PATH: process.env["PATH"] ?? "",
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    _HANDLER: `${entry.name}.handler`,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: entry.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(entry.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${entry.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `[$LATEST]${randomBytes(16).toString("hex")}`,
    LAMBDA_TASK_ROOT: taskRoot(paths, entry.name),
  };
}
