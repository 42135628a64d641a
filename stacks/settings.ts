import { SecretValue } from "aws-cdk-lib/core";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { App, Stack } from "sst/constructs";
import { use } from "sst/constructs";
import type { EnvName } from "../packages/platform/src/env.ts";
import { api } from "./api.ts";
import { data } from "./data.ts";
import { events } from "./events.ts";
import { mail } from "./mail.ts";
import { parameterName, secretName } from "./names.ts";
import { queues } from "./queues.ts";
import { sizeOf } from "./stages.ts";

/** Kept by name in the stage's secret. MongoDB's address has a password in it. */
export const secretSettings = [
  "UPSTASH_REDIS_REST_TOKEN",
  "MONGODB_URL",
  "QDRANT_API_KEY",
  "OPENAI_API_KEY",
  "JWT_PRIVATE_KEY",
  "UNSUBSCRIBE_KEY",
  "CERTIFICATE_PRIVATE_KEY",
  "WEBHOOK_KEY",
] as const satisfies readonly EnvName[];
export type SecretSetting = (typeof secretSettings)[number];

/** Kept in parameters of the stage: made by no stack, known to no secret. */
export const parameterSettings = [
  "UPSTASH_REDIS_REST_URL",
  "QDRANT_URL",
  "TEMPORAL_ADDRESS",
  "JWT_PUBLIC_KEYS",
  "MAIL_DOMAIN",
  "CERTIFICATE_PUBLIC_KEYS",
] as const satisfies readonly EnvName[];
type ParameterSetting = (typeof parameterSettings)[number];

/** Made by the stacks. */
const made = {
  STAGE: (app: App) => app.stage,
  PUBLIC_API_URL: () => use(api).url,
  DATABASE_URL: () => use(data).url,
  DATABASE_DIRECT_URL: () => use(data).directUrl,
  S3_BUCKET: () => use(data).bucket.bucketName,
  SQS_QUEUE_URL_PREFIX: () => use(queues).urlPrefix,
  KAFKA_BROKERS: () => use(events).brokers,
  KAFKA_TLS: () => "true",
  MAIL_CONFIGURATION_SET: () => use(mail).configurationSetName,
} as const satisfies Partial<Record<EnvName, (app: App) => string>>;

/** A setting's value in a template of `stack`, or `undefined` where the product's default stands. */
export function settingValue(stack: Stack, app: App, name: EnvName): string | undefined {
  const override = sizeOf(app.stage).settings[name];
  if (override !== undefined) return override;
  if (isMade(name)) return made[name](app);
  if (isParameter(name)) return StringParameter.valueForStringParameter(stack, parameterName(app, name));
  if (isSecret(name)) return secretReference(app, name);
  return undefined;
}

/** CloudFormation puts the secret in when it deploys: templates and their history hold the reference. */
function secretReference(app: App, name: SecretSetting): string {
  const { secretVersion: versionId } = sizeOf(app.stage);
  const reference = { jsonField: name, ...(versionId !== undefined && { versionId }) };
  return SecretValue.secretsManager(secretName(app), reference).unsafeUnwrap();
}

function isMade(name: EnvName): name is keyof typeof made {
  return name in made;
}

function isParameter(name: EnvName): name is ParameterSetting {
  return parameterSettings.some((parameter) => parameter === name);
}

/** Whether a setting is kept in the stage's secret. */
export function isSecret(name: EnvName): name is SecretSetting {
  return secretSettings.some((secret) => secret === name);
}
