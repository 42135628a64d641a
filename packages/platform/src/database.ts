import type { Generated, JSONColumnType, ColumnType } from "kysely";
import type { Role } from "@smartcourse/contracts/define";

/** timestamptz: read as ISO 8601 in UTC (see postgres.ts), written as a Date or such a text. */
type Time = ColumnType<string, Date | string, Date | string>;
type TimeByDefault = ColumnType<string, Date | string | undefined, Date | string>;
type Json<T extends object | null> = JSONColumnType<T>;
type NullableJson<T extends object> = ColumnType<T | null, string | null, string | null>;
type WithDefault<T> = ColumnType<T, T | undefined, T>;

export interface UsersTable {
  id: Generated<number>;
  email: string;
  username: string;
  hashed_password: string;
  role: Role;
  is_active: WithDefault<boolean>;
  version: WithDefault<number>;
  created_at: TimeByDefault;
  updated_at: TimeByDefault;
}

/** A login. `id` is the family of refresh tokens and the `sid` of access tokens. */
export interface SessionsTable {
  id: Generated<string>;
  user_id: number;
  created_at: TimeByDefault;
  expires_at: Time;
  ended_at: Time | null;
  end_reason: string | null;
}

export interface RefreshTokensTable {
  token_hash: Buffer;
  session_id: string;
  created_at: TimeByDefault;
  rotated_at: Time | null;
}

export interface CoursesTable {
  id: Generated<number>;
  title: string;
  description: string | null;
  instructor_id: number;
  status: WithDefault<"draft" | "published" | "archived">;
  difficulty: "beginner" | "intermediate" | "advanced" | null;
  tags: WithDefault<string[]>;
  total_duration_hours: number | null;
  thumbnail_url: string | null;
  prerequisites: WithDefault<number[]>;
  capacity: number | null;
  enrolled_count: WithDefault<number>;
  published_version: number | null;
  last_version: WithDefault<number>;
  revision: WithDefault<number>;
  created_at: TimeByDefault;
  updated_at: TimeByDefault;
  published_at: Time | null;
}

export interface CourseVersionsTable {
  course_id: number;
  version: number;
  module_ids: number[];
  created_at: TimeByDefault;
  published_at: Time | null;
}

export interface MaterialsTable {
  id: Generated<number>;
  course_id: number;
  module_id: number | null;
  lesson_id: number | null;
  title: string;
  filename: string;
  content_type: "application/pdf" | "text/markdown" | "text/plain";
  size_bytes: number;
  upload_key: string;
  status: WithDefault<"awaiting_upload" | "processing" | "ready" | "failed">;
  reason: string | null;
  sha256: string | null;
  chunks_key: string | null;
  page_count: number | null;
  chunk_count: number | null;
  created_at: TimeByDefault;
  updated_at: TimeByDefault;
}

export interface EnrollmentsTable {
  id: Generated<number>;
  student_id: number;
  course_id: number;
  status: WithDefault<"active" | "completed" | "dropped">;
  version: number;
  attempt: WithDefault<number>;
  confirmed_at: Time | null;
  revision: WithDefault<number>;
  enrolled_at: TimeByDefault;
  completed_at: Time | null;
  dropped_at: Time | null;
}

export interface ProgressTable {
  id: Generated<number>;
  enrollment_id: number;
  completed_modules: WithDefault<number[]>;
  completion_percentage: WithDefault<number>;
  last_accessed_at: TimeByDefault;
}

export interface WorkflowsTable {
  id: string;
  kind: string;
  owner_id: number;
  subject: string;
  state: WithDefault<"pending" | "running" | "completed" | "failed">;
  result: NullableJson<Record<string, unknown>>;
  reason: string | null;
  created_at: TimeByDefault;
  updated_at: TimeByDefault;
}

export interface TasksTable {
  id: string;
  name: string;
  owner_id: number | null;
  subject: string;
  state: WithDefault<"pending" | "running" | "succeeded" | "failed">;
  attempts: WithDefault<number>;
  reason: string | null;
  created_at: TimeByDefault;
  updated_at: TimeByDefault;
}

/** What must follow a commit. `destination`: topic, queue or workflow name. `message`: what is sent there. */
export interface OutboxTable {
  id: Generated<number>;
  kind: "event" | "task" | "workflow";
  destination: string;
  aggregate_key: string;
  shard: number;
  message_id: string;
  message: Json<object>;
  status: WithDefault<"pending" | "failed">;
  attempts: WithDefault<number>;
  available_at: TimeByDefault;
  error: string | null;
  created_at: TimeByDefault;
}

export interface OutboxArchiveTable {
  id: number;
  kind: "event" | "task" | "workflow";
  destination: string;
  aggregate_key: string;
  message_id: string;
  message: Json<object>;
  created_at: Time;
  sent_at: TimeByDefault;
}

export interface OutboxLeasesTable {
  shard: number;
  holder: string | null;
  expires_at: TimeByDefault;
}

export interface InboxTable {
  consumer: string;
  event_id: string;
  received_at: TimeByDefault;
}

export interface IdempotencyKeysTable {
  scope: string;
  key: string;
  fingerprint: string;
  status: number | null;
  headers: NullableJson<Record<string, string>>;
  body: string | null;
  expires_at: Time;
}

export interface AuditLogTable {
  id: Generated<number>;
  actor_id: number | null;
  action: string;
  subject: string;
  details: Json<object>;
  request_id: string | null;
  created_at: TimeByDefault;
}

export interface AnalyticsMetricsTable {
  id: Generated<number>;
  metric_name: string;
  metric_value: number;
  dimension: NullableJson<object>;
  recorded_at: TimeByDefault;
}

/** One running total: `name` over `dimension` (a text such as `course:12`, or `all`) on `day`. */
export interface AnalyticsCountersTable {
  name: string;
  dimension: string;
  day: string;
  value: number;
}

export interface Database {
  users: UsersTable;
  sessions: SessionsTable;
  refresh_tokens: RefreshTokensTable;
  courses: CoursesTable;
  course_versions: CourseVersionsTable;
  materials: MaterialsTable;
  enrollments: EnrollmentsTable;
  progress: ProgressTable;
  workflows: WorkflowsTable;
  tasks: TasksTable;
  outbox: OutboxTable;
  outbox_archive: OutboxArchiveTable;
  outbox_leases: OutboxLeasesTable;
  inbox: InboxTable;
  idempotency_keys: IdempotencyKeysTable;
  audit_log: AuditLogTable;
  analytics_metrics: AnalyticsMetricsTable;
  analytics_counters: AnalyticsCountersTable;
}
