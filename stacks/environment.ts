import type { Dependency } from "../packages/contracts/src/define.ts";
import type { FunctionEntry } from "../packages/contracts/src/functions.ts";
import type { EnvName } from "../packages/platform/src/env.ts";

/** The settings that go with what a function talks to. */
const byDependency: Readonly<Record<Dependency, readonly EnvName[]>> = {
  postgres: ["DATABASE_URL", "DATABASE_POOL_SIZE"],
  redis: ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
  mongo: ["MONGODB_URL", "MONGODB_DATABASE"],
  s3: ["S3_BUCKET"],
  sqs: ["SQS_QUEUE_URL_PREFIX"],
  kafka: ["KAFKA_BROKERS", "KAFKA_TLS"],
  qdrant: ["QDRANT_URL", "QDRANT_API_KEY", "EMBEDDING_MODEL"],
  llm: [
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "EMBEDDING_MODEL",
    "CHAT_MODEL",
    "ASSISTANT_TOP_K",
    "ASSISTANT_TEMPERATURE",
  ],
  temporal: ["TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE"],
  mail: ["MAIL_DOMAIN", "MAIL_CONFIGURATION_SET", "SMTP_URL"],
  argon2: [],
  sharp: [],
};

/** What the edge reads for every request. */
const edge: readonly EnvName[] = ["RATE_LIMIT_FACTOR"];
/** What checks a token. */
const tokens: readonly EnvName[] = ["JWT_PUBLIC_KEYS", "JWT_ISSUER", "JWT_AUDIENCE"];

/** Settings of single functions, beside those. */
const alsoReads: Readonly<Record<string, readonly EnvName[]>> = {
  "auth.logIn": ["JWT_PRIVATE_KEY", "JWT_ISSUER", "JWT_AUDIENCE"],
  "auth.refreshTokens": ["JWT_PRIVATE_KEY", "JWT_ISSUER", "JWT_AUDIENCE"],
  "auth.getJwks": ["JWT_PUBLIC_KEYS"],
  "enrollments.createCalendar": ["PUBLIC_API_URL"],
  "webhooks.createWebhook": ["WEBHOOK_KEY", "WEBHOOK_LOCAL_HOSTS"],
  "webhooks.updateWebhook": ["WEBHOOK_LOCAL_HOSTS"],
  "webhooks.rotateSecret": ["WEBHOOK_KEY"],
  "webhooks.deliverEvent": ["WEBHOOK_KEY", "WEBHOOK_LOCAL_HOSTS"],
  "operations.getOpenapi": ["PUBLIC_API_URL"],
  "operations.purgeRows": ["EVENT_ARCHIVE_DAYS"],
  "notifications.unsubscribe": ["UNSUBSCRIBE_KEY"],
  "notifications.unsubscribePage": ["UNSUBSCRIBE_KEY"],
  "notifications.sendMail": ["PUBLIC_API_URL", "UNSUBSCRIBE_KEY"],
  "certificates.issueCertificate": ["PUBLIC_API_URL", "CERTIFICATE_PRIVATE_KEY"],
  "certificates.listCertificates": ["PUBLIC_API_URL"],
  "certificates.getCertificate": ["PUBLIC_API_URL"],
  "certificates.revokeCertificate": ["PUBLIC_API_URL"],
  "certificates.getStatusList": ["PUBLIC_API_URL", "CERTIFICATE_PRIVATE_KEY"],
  "certificates.getIssuer": ["PUBLIC_API_URL"],
  "certificates.getIssuerKey": ["CERTIFICATE_PUBLIC_KEYS"],
};

/** Settings of functions that do not use what they talk to: a probe only knocks, with no key in its hand. */
const readsOnly: Readonly<Record<string, readonly EnvName[]>> = {
  "operations.getHealth": [
    "STAGE",
    "RATE_LIMIT_FACTOR",
    "DATABASE_URL",
    "DATABASE_POOL_SIZE",
    "UPSTASH_REDIS_REST_URL",
    "UPSTASH_REDIS_REST_TOKEN",
    "MONGODB_URL",
    "S3_BUCKET",
    "S3_HEALTH_URL",
    "SQS_QUEUE_URL_PREFIX",
    "KAFKA_BROKERS",
    "QDRANT_URL",
    "TEMPORAL_ADDRESS",
    "OPENAI_BASE_URL",
  ],
};

/** Every setting that a function may read, by name; the others are not given to it. */
export function settingsOf(entry: FunctionEntry): readonly EnvName[] {
  const only = readsOnly[entry.id];
  if (only !== undefined) return only;
  const names: EnvName[] = ["STAGE", ...entry.uses.flatMap((dependency) => byDependency[dependency])];
  if ("route" in entry) {
    names.push(...edge);
    if (entry.route.access !== "public") names.push(...tokens);
  } else {
    names.push("TASK_RETRY_BASE_SECONDS");
  }
  return [...new Set([...names, ...(alsoReads[entry.id] ?? [])])];
}

/** The settings of a container that talks to these. */
export function settingsFor(uses: readonly Dependency[], ...more: EnvName[]): EnvName[] {
  return [...new Set<EnvName>(["STAGE", ...uses.flatMap((dependency) => byDependency[dependency]), ...more])];
}
