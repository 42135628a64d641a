import type { EnvName, settings } from "@smartcourse/platform/env";
import { database } from "../services/postgres.ts";
import { restToken } from "../services/redis.ts";
import { type Ports, containersOnly } from "../services/table.ts";
import { videoPrograms } from "./video-programs.ts";
import { certificateKey, signingKey } from "./signing-key.ts";

/** What AWS Lambda itself puts into a function's environment. */
type SetByLambda = {
  [Name in EnvName]: (typeof settings)[Name] extends { runtime: true } ? Name : never;
}[EnvName];

export interface EnvironmentOptions {
  /** Folder that keeps the signing keys. */
  readonly dataDir: string;
  /** Throw-away platforms, which tests use, retry soon, are not throttled, and never call a paid model. */
  readonly throwAway: boolean;
}

/** Tests keep the machine busy. */
const unhurried = "&serverSelectionTimeoutMS=30000&connectTimeoutMS=30000";

/** Every setting of the product, for a platform on these ports. Settings of the AWS SDK and tracing are among them. */
export function environmentOf(
  ports: Ports,
  { dataDir, throwAway }: EnvironmentOptions,
): Record<string, string> {
  const at = (port: number) => `127.0.0.1:${port}`;
  const { user, password, name } = database;
  const gateway = `http://${at(ports.gateway.main)}`;
  const aws = `http://${at(ports.localstack.main)}`;
  const product = {
    STAGE: "local",
    PUBLIC_API_URL: gateway,
    PUBLIC_STREAM_URL: gateway,
    DATABASE_URL: `postgres://${user}:${password}@${at(ports.postgres.main)}/${name}`,
    DATABASE_POOL_SIZE: "1",
    DATABASE_DIRECT_URL: "",
    MONGODB_URL: `mongodb://${at(ports.mongo.main)}/?directConnection=true${throwAway ? unhurried : ""}`,
    MONGODB_DATABASE: "smartcourse",
    UPSTASH_REDIS_REST_URL: `http://${at(ports.redis.rest)}`,
    UPSTASH_REDIS_REST_TOKEN: restToken,
    KAFKA_BROKERS: at(ports.kafka.main),
    KAFKA_TLS: "false",
    // There in containers alone.
    SCHEMA_REGISTRY_URL: `http://${at(containersOnly["schema-registry"].ports.main)}/apis/ccompat/v7`,
    S3_BUCKET: "smartcourse-local",
    S3_FORCE_PATH_STYLE: "true",
    S3_HEALTH_URL: `${aws}/_localstack/health`,
    SQS_QUEUE_URL_PREFIX: `${aws}/000000000000/smartcourse-local-`,
    QDRANT_URL: `http://${at(ports.qdrant.main)}`,
    QDRANT_API_KEY: "",
    TEMPORAL_ADDRESS: at(ports.temporal.main),
    TEMPORAL_NAMESPACE: "default",
    EMBEDDING_MODEL: "text-embedding-3-small",
    CHAT_MODEL: "gpt-4o-mini",
    ...languageModel(`http://${at(ports.model.main)}/v1`, throwAway ? {} : process.env),
    // A provider of one's own may have one; the stand-in cannot listen.
    TRANSCRIPTION_MODEL: throwAway ? "" : (process.env["TRANSCRIPTION_MODEL"] ?? ""),
    ...videoPrograms(),
    ASSISTANT_TOP_K: "5",
    ASSISTANT_TEMPERATURE: "0.7",
    ...signingKey(dataDir),
    JWT_ISSUER: "smartcourse",
    JWT_AUDIENCE: "smartcourse-api",
    ...certificateKey(dataDir),
    FIRST_ADMIN_EMAIL: "admin@smartcourse.local",
    FIRST_ADMIN_PASSWORD: "a-local-admin-only",
    TASK_RETRY_BASE_SECONDS: throwAway ? "1" : "60",
    EVENT_ARCHIVE_DAYS: "400",
    WEBHOOK_KEY: Buffer.from("a-local-key-for-webhooks-secrets").toString("base64"),
    WEBHOOK_LOCAL_HOSTS: "localhost,127.0.0.1",
    RATE_LIMIT_FACTOR: throwAway ? "1000" : "1",
    WORKFLOW_TIME_FACTOR: "1",
    MAIL_DOMAIN: "smartcourse.local",
    MAIL_CONFIGURATION_SET: "",
    SMTP_URL: `smtp://${at(ports.mail.main)}`,
    UNSUBSCRIBE_KEY: "a-local-key-only",
  } satisfies Record<Exclude<EnvName, SetByLambda>, string>;
  return {
    ...product,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_S3: aws,
    AWS_ENDPOINT_URL_SQS: aws,
    AWS_XRAY_DAEMON_ADDRESS: at(ports.gateway.xray),
    MAIL_INBOX_URL: `http://${at(ports.mail.page)}`,
    TEMPORAL_UI_URL: `http://${at(ports.temporal.ui)}`,
    REDIS_URL: `redis://${at(ports.redis.main)}`,
    MODEL_URL: `http://${at(ports.model.main)}`,
  };
}

type ModelSettings = Record<"OPENAI_API_KEY" | "OPENAI_BASE_URL", string>;

/** The stand-in, unless one has a key or names another address: then whatever provider that is. */
function languageModel(standIn: string, given: NodeJS.ProcessEnv): ModelSettings & NodeJS.Dict<string> {
  const { OPENAI_API_KEY: key = "", OPENAI_BASE_URL: address = "" } = given;
  if (key === "" && address === "") return { OPENAI_API_KEY: "local-stand-in", OPENAI_BASE_URL: standIn };
  const { EMBEDDING_MODEL, CHAT_MODEL } = given;
  return {
    OPENAI_API_KEY: key === "" ? "none" : key,
    OPENAI_BASE_URL: address,
    ...(EMBEDDING_MODEL ? { EMBEDDING_MODEL } : {}),
    ...(CHAT_MODEL ? { CHAT_MODEL } : {}),
  };
}

/** Settings as a file of KEY=VALUE lines, which a shell and `node --env-file` both read. */
export function envFile(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${/[^\w@%+=:,./-]/.test(value) ? `'${value}'` : value}\n`)
    .join("");
}
