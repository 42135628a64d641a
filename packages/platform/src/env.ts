/** Every setting of the product: what it means, and its default where one is safe. `.env.example` is generated from this. */
export const settings = {
  STAGE: { meaning: "Name of the deployment: local, or the SST stage", default: "local" },
  PUBLIC_API_URL: { meaning: "Origin under which the API is reached", default: "http://localhost:8000" },
  PUBLIC_STREAM_URL: {
    meaning: "Origin under which streamed answers are reached",
    default: "http://localhost:8000",
  },
  DATABASE_URL: { meaning: "Postgres, through the proxy where there is one" },
  DATABASE_POOL_SIZE: {
    meaning: "Postgres connections of one process; a Lambda serves one request at a time",
    default: "1",
  },
  DATABASE_DIRECT_URL: {
    meaning: "Postgres past the proxy, for LISTEN and migrations; empty: DATABASE_URL",
    default: "",
  },
  MONGODB_URL: { meaning: "MongoDB connection string" },
  MONGODB_DATABASE: { meaning: "MongoDB database", default: "smartcourse" },
  UPSTASH_REDIS_REST_URL: { meaning: "Redis over Upstash's REST API" },
  UPSTASH_REDIS_REST_TOKEN: { meaning: "Token of that API", secret: true },
  KAFKA_BROKERS: { meaning: "Kafka bootstrap servers, separated by commas" },
  KAFKA_TLS: { meaning: "true where the brokers speak TLS", default: "false" },
  SCHEMA_REGISTRY_URL: {
    meaning: "Confluent-compatible schema registry that events are registered in; empty: none",
    default: "",
  },
  S3_BUCKET: { meaning: "Bucket of uploads and of what is extracted from them" },
  S3_FORCE_PATH_STYLE: { meaning: "true for S3 stand-ins that have no host per bucket", default: "false" },
  S3_HEALTH_URL: { meaning: "Where S3 is reached, for its health; empty: AWS", default: "" },
  SQS_QUEUE_URL_PREFIX: { meaning: "What precedes a task's queue name in its URL" },
  QDRANT_URL: { meaning: "Qdrant's REST address" },
  QDRANT_API_KEY: { meaning: "Qdrant's API key; empty where it asks for none", default: "", secret: true },
  TEMPORAL_ADDRESS: { meaning: "Temporal's gRPC address, host:port" },
  TEMPORAL_NAMESPACE: { meaning: "Temporal namespace", default: "default" },
  OPENAI_API_KEY: { meaning: "Key of the language-model provider", secret: true },
  OPENAI_BASE_URL: { meaning: "Address of an OpenAI-compatible API; empty: OpenAI itself", default: "" },
  EMBEDDING_MODEL: { meaning: "Model of the embeddings, 1536 dimensions", default: "text-embedding-3-small" },
  TRANSCRIPTION_MODEL: {
    meaning:
      "Model that writes down what videos say, such as whisper-1; empty: videos have no transcript of ours",
    default: "",
  },
  FFMPEG_PATH: { meaning: "The ffmpeg program, which the worker runs", default: "ffmpeg" },
  FFPROBE_PATH: { meaning: "The ffprobe program", default: "ffprobe" },
  CHAT_MODEL: { meaning: "Model of the answers", default: "gpt-4o-mini" },
  ASSISTANT_TOP_K: { meaning: "Passages an answer is drawn from", default: "5" },
  ASSISTANT_TEMPERATURE: { meaning: "Temperature of prose; grading uses 0", default: "0.7" },
  JWT_PRIVATE_KEY: { meaning: "ES256 private key that signs access tokens, as a JWK in JSON", secret: true },
  JWT_PUBLIC_KEYS: { meaning: "Public keys that access tokens are verified with, as a JWKS in JSON" },
  JWT_ISSUER: { meaning: "Issuer of access tokens", default: "smartcourse" },
  JWT_AUDIENCE: { meaning: "Audience of access tokens", default: "smartcourse-api" },
  CERTIFICATE_PRIVATE_KEY: {
    meaning: "RS256 private key that signs credentials of certificates, as a JWK in JSON",
    secret: true,
  },
  CERTIFICATE_PUBLIC_KEYS: {
    meaning: "Public keys that credentials are verified with, those of earlier years too, as a JWKS in JSON",
  },
  FIRST_ADMIN_EMAIL: { meaning: "E-mail of the admin that migrations create once; empty: none", default: "" },
  FIRST_ADMIN_PASSWORD: { meaning: "Password of that admin", default: "", secret: true },
  TASK_RETRY_BASE_SECONDS: {
    meaning: "Wait before a task's first retry; each further one waits twice as long",
    default: "60",
  },
  EVENT_ARCHIVE_DAYS: {
    meaning: "Days for which sent events are kept, to be replayed",
    default: "400",
  },
  WEBHOOK_KEY: {
    meaning: "Key that the secrets of webhooks are kept under: 32 bytes in base64",
    secret: true,
  },
  WEBHOOK_LOCAL_HOSTS: {
    meaning:
      "Hosts, separated by commas, that webhooks may have by http and at private addresses; only where one develops or tests",
    default: "",
  },
  RATE_LIMIT_FACTOR: {
    meaning: "Multiplies every rate limit; above 1 only where load is tested",
    default: "1",
  },
  WORKFLOW_TIME_FACTOR: {
    meaning:
      "Multiplies heartbeat time-outs, retry intervals and waits of the workflows that are started; below 1 only in tests",
    default: "1",
  },
  MAIL_DOMAIN: { meaning: "Domain that mail is sent from", default: "smartcourse.local" },
  MAIL_CONFIGURATION_SET: {
    meaning: "SES configuration set, through which SES tells what became of mails; empty: none",
    default: "",
  },
  SMTP_URL: { meaning: "SMTP server that sends mail; empty: SES", default: "" },
  UNSUBSCRIBE_KEY: { meaning: "Key that signs the unsubscribe links of mails", secret: true },
  LAMBDA_TASK_ROOT: { meaning: "Where the function's files lie", default: ".", runtime: true },
} as const satisfies Record<string, Setting>;

/** `secret`: never shown. `runtime`: set by Lambda itself. */
interface Setting {
  readonly meaning: string;
  readonly default?: string;
  readonly secret?: boolean;
  readonly runtime?: boolean;
}

export type EnvName = keyof typeof settings;

/** The value of a setting. Throws by name, when first needed and never at import, where it is missing and has no default. */
export function env(name: EnvName): string {
  const value = process.env[name];
  if (value !== undefined && value !== "") return value;
  const setting: Setting = settings[name];
  if (setting.default !== undefined) return setting.default;
  throw new Error(`Environment variable ${name} is missing: ${setting.meaning}`);
}

/** The value of a setting that is a number. Throws where it is not. */
export function envNumber(name: EnvName): number {
  const value = Number(env(name));
  if (!Number.isFinite(value)) throw new Error(`Environment variable ${name} must be a number`);
  return value;
}
