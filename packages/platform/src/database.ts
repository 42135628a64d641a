import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from "kysely";
import type { ReportKind } from "@smartcourse/contracts/analytics/report-schemas";
import type { MaterialWarning, materialTypes } from "@smartcourse/contracts/content/schemas";
import type { CompletionRule } from "@smartcourse/contracts/courses/schemas";
import type { Role } from "@smartcourse/contracts/define";
import type { BulkOutcome } from "@smartcourse/contracts/enrollments/bulk-schemas";
import type { LastPlace } from "@smartcourse/contracts/enrollments/schemas";
import type { WaitlistStatus } from "@smartcourse/contracts/enrollments/waitlist-schemas";
import type { TaskState } from "@smartcourse/contracts/operations/schemas";
import type { FieldError } from "@smartcourse/contracts/errors";
import type { DigestChoice, MailKind, NotificationKind } from "@smartcourse/contracts/notifications/kinds";
import type { LeftOut } from "@smartcourse/contracts/transfer/schemas";

/** timestamptz: read as ISO 8601 in UTC (see postgres.ts), written as a Date or such a text. */
type Time = ColumnType<string, Date | string, Date | string>;
type TimeByDefault = ColumnType<string, Date | string | undefined, Date | string>;
type OptionalTime = ColumnType<string | null, Date | string | null | undefined, Date | string | null>;
type Json<T extends object | null> = JSONColumnType<T>;
type NullableJson<T extends object> = ColumnType<T | null, string | null, string | null>;
/** The driver writes an object as JSON; a list it would take for an array of Postgres. */
type ObjectByDefault<T extends object> = ColumnType<T, T | undefined, T>;
type WithDefault<T> = ColumnType<T, T | undefined, T>;

export interface UsersTable {
  id: Generated<number>;
  email: string;
  username: string;
  /** How she is shown; null: by her username. */
  display_name: WithDefault<string | null>;
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
  enrollment_opens_at: OptionalTime;
  enrollment_closes_at: OptionalTime;
  enrolled_count: WithDefault<number>;
  /** Seats that are offered to those first in line. */
  held_count: WithDefault<number>;
  /** How many stand in line without an offer. */
  waiting_count: WithDefault<number>;
  waitlist_offer_hours: WithDefault<number>;
  completion_rule: ObjectByDefault<CompletionRule>;
  /** Computed from `enrolled_count`: a band of its logarithm. */
  popularity: GeneratedAlways<number>;
  /** Computed from `title`: a tsvector of its words. */
  title_words: GeneratedAlways<string>;
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
  /** Null for a version that was published before lessons were counted. */
  lessons: ColumnType<ModuleLessons[] | null, string | null | undefined, string | null>;
  dated_lessons: ColumnType<DatedLesson[], string | undefined, string>;
  completion_rule: ObjectByDefault<CompletionRule>;
  created_at: TimeByDefault;
  published_at: Time | null;
}

/** The lessons of a module, as a version froze them. */
export interface ModuleLessons {
  readonly module_id: number;
  readonly lesson_ids: number[];
}

/** A lesson that is due at a moment. */
export interface DatedLesson {
  readonly module_id: number;
  readonly lesson_id: number;
  readonly title: string;
  readonly due_at: string;
}

export interface MaterialsTable {
  id: Generated<number>;
  course_id: number;
  module_id: number | null;
  lesson_id: number | null;
  title: string;
  filename: string;
  content_type: (typeof materialTypes)[number];
  size_bytes: number;
  upload_key: string;
  /** Of the multipart upload under way. */
  upload_id: WithDefault<string | null>;
  status: WithDefault<"awaiting_upload" | "processing" | "ready" | "failed">;
  reason: string | null;
  sha256: string | null;
  chunks_key: string | null;
  page_count: number | null;
  chunk_count: number | null;
  /** Per cent. */
  progress: WithDefault<number>;
  retry: WithDefault<"rerun" | "upload" | null>;
  /** Counts the tries: what an old one finds changes nothing. */
  run: WithDefault<number>;
  revision: WithDefault<number>;
  duration_seconds: WithDefault<number | null>;
  width: WithDefault<number | null>;
  height: WithDefault<number | null>;
  files: ColumnType<StoredFile[], string | undefined, string>;
  warnings: ColumnType<MaterialWarning[], string | undefined, string>;
  created_at: TimeByDefault;
  updated_at: TimeByDefault;
}

/** Where the vector of a text of a course lies: which object, and its place in there. `digest`: SHA-256 of the text. */
export interface CourseVectorsTable {
  course_id: number;
  model: string;
  digest: Buffer;
  object_key: string;
  position: number;
}

/** A course that was deleted. `chunks_keys`: where the text of its materials lies. */
export interface CourseDeletionsTable {
  course_id: number;
  chunks_keys: string[];
  deleted_at: TimeByDefault;
}

/** An archive that is imported. Its workflow's row tells how that goes. `etag`: of the archive that was checked. */
export interface CourseImportsTable {
  id: Generated<number>;
  owner_id: number;
  filename: string;
  size_bytes: number;
  title: string | null;
  etag: WithDefault<string | null>;
  /** Taken for the course before it is made. */
  course_id: WithDefault<number | null>;
  course_made_at: OptionalTime;
  /** Which file of the archive each material has. */
  files: ColumnType<ImportedFile[], string | undefined, string>;
  errors: ColumnType<FieldError[], string | undefined, string>;
  left_out: ColumnType<LeftOut[], string | undefined, string>;
  created_at: TimeByDefault;
  updated_at: TimeByDefault;
}

/** `path`: in the archive. */
export interface ImportedFile {
  readonly path: string;
  readonly material_id: number;
}

/** An object that was made from a material. Sizes are in bytes and pixels. */
export interface StoredFile {
  readonly kind: "image" | "thumbnail" | "poster" | "audio" | "subtitles";
  readonly key: string;
  readonly content_type: string;
  readonly size_bytes: number;
  readonly width: number | null;
  readonly height: number | null;
}

/** A course's picture: the chosen material's, else the drawn one, with the title that is on it. */
export interface CourseThumbnailsTable {
  course_id: number;
  material_id: WithDefault<number | null>;
  object_key: WithDefault<string | null>;
  drawn_title: WithDefault<string | null>;
  updated_at: TimeByDefault;
}

/** A word that courses use. `term`: its stem; `deletions`: what it is without any one of its letters, and the term. */
export interface SearchTermsTable {
  term: string;
  word: string;
  uses: number;
  deletions: GeneratedAlways<string[]>;
}

/** The terms that are counted for a part of a course. */
export interface SearchDocumentsTable {
  course_id: number;
  part: "head" | "passages";
  terms: string[];
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
  completed_lessons: WithDefault<number[]>;
  last_place: ColumnType<LastPlace | null, LastPlace | null | undefined, LastPlace | null>;
  last_accessed_at: TimeByDefault;
}

/** One student's turn in the line of one course. Changed only with the course's row locked. */
export interface WaitlistEntriesTable {
  id: Generated<number>;
  course_id: number;
  student_id: number;
  status: WithDefault<WaitlistStatus>;
  revision: WithDefault<number>;
  joined_at: TimeByDefault;
  offered_at: OptionalTime;
  offer_expires_at: OptionalTime;
  ended_at: OptionalTime;
}

/** A list of students that somebody uploaded. */
export interface BulkEnrollmentsTable {
  id: Generated<number>;
  course_id: number;
  owner_id: number;
  line_count: number;
  created_at: TimeByDefault;
  completed_at: OptionalTime;
}

/** `student`: as it was typed. `outcome` is null until the line's turn has come. */
export interface BulkEnrollmentLinesTable {
  bulk_enrollment_id: number;
  line: number;
  student: string;
  outcome: WithDefault<BulkOutcome | null>;
  detail: WithDefault<string | null>;
  enrollment_id: WithDefault<number | null>;
  waitlist_entry_id: WithDefault<number | null>;
}

/** A student's calendar address: its secret part as SHA-256. */
export interface CalendarFeedsTable {
  student_id: number;
  token_hash: Buffer;
  created_at: TimeByDefault;
}

/** What a certificate says, as it was when it was made; `issued_at`: since when it stands. */
export interface CertificatesTable {
  id: string;
  /** Its place in the status lists. */
  number: Generated<number>;
  enrollment_id: number;
  attempt: number;
  student_id: number;
  course_id: number;
  student_name: string;
  course_title: string;
  instructor_name: string;
  version: number;
  hours: number | null;
  completion_percentage: number;
  completed_at: Time;
  made_at: TimeByDefault;
  issued_at: OptionalTime;
  /** The Open Badges credential, as a compact JWS. */
  credential: WithDefault<string | null>;
  revoked_at: OptionalTime;
  revoked_by: WithDefault<number | null>;
  revocation_reason: WithDefault<string | null>;
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
  state: WithDefault<TaskState>;
  attempts: WithDefault<number>;
  /** For whoever asked for it. */
  reason: string | null;
  /** For whoever operates the platform. */
  error: WithDefault<string | null>;
  result: NullableJson<Record<string, unknown>>;
  created_at: TimeByDefault;
  started_at: OptionalTime;
  /** Until when a run that began counts as under way. */
  held_until: OptionalTime;
  updated_at: TimeByDefault;
  finished_at: OptionalTime;
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
  /** Seconds for which SQS is to hold a task back once it has it. */
  delay_seconds: WithDefault<number>;
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

/** How far the replay of a consumer's events has come: after row `after_id` of the outbox, on the way through `through_id`. */
export interface EventReplaysTable {
  consumer: string;
  from_time: Time;
  through_id: number;
  after_id: WithDefault<number>;
  replayed: WithDefault<number>;
  done: WithDefault<boolean>;
  started_at: TimeByDefault;
  updated_at: TimeByDefault;
}

/** Secrets are sealed (see seal.ts). `given_up_in_a_row`: deliveries since the last that arrived. */
export interface WebhooksTable {
  id: Generated<number>;
  owner_id: number;
  url: string;
  events: string[];
  sealed_secret: string;
  sealed_previous_secret: WithDefault<string | null>;
  previous_secret_expires_at: OptionalTime;
  enabled: WithDefault<boolean>;
  disabled_reason: WithDefault<string | null>;
  given_up_in_a_row: WithDefault<number>;
  revision: WithDefault<number>;
  created_at: TimeByDefault;
  updated_at: TimeByDefault;
}

/** An event on its way to a webhook, or there. `body`: what is sent. `reply_start`: the beginning of the last reply. */
export interface WebhookDeliveriesTable {
  id: Generated<number>;
  webhook_id: number;
  event_id: string;
  event_type: string;
  body: string;
  status: WithDefault<"pending" | "delivered" | "failed">;
  attempts: WithDefault<number>;
  reply_status: WithDefault<number | null>;
  reply_start: WithDefault<string | null>;
  latency_ms: WithDefault<number | null>;
  error: WithDefault<string | null>;
  created_at: TimeByDefault;
  last_attempt_at: OptionalTime;
  delivered_at: OptionalTime;
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
  dimension: ColumnType<object, string | undefined, string>;
  recorded_at: TimeByDefault;
}

/** One sum: of a course (0: the platform), over `span` minutes from `slot` on. `bucket` tells durations apart. */
export interface AnalyticsCountersTable {
  name: string;
  course_id: number;
  span: number;
  slot: Time;
  bucket: WithDefault<number>;
  value: number;
}

/** What a person finds in her list. `data`: what its words are made from, by its kind. */
export interface NotificationsTable {
  id: Generated<number>;
  user_id: number;
  event_id: string;
  kind: NotificationKind;
  data: Json<object>;
  created_at: TimeByDefault;
  read_at: OptionalTime;
}

/**
 * A mail to a person. `claimed_until`: until then whoever sends it has it. `lapsed`: a try ended without a word. `withheld`: not
 * sent, because it was not to be any more. `address`: where it went.
 */
export interface MailsTable {
  id: Generated<string>;
  user_id: number;
  event_id: string;
  kind: MailKind;
  data: Json<object>;
  state: WithDefault<"pending" | "sending" | "sent" | "refused" | "withheld" | "failed">;
  claimed_until: OptionalTime;
  lapsed: WithDefault<boolean>;
  reason: WithDefault<string | null>;
  address: WithDefault<string | null>;
  provider_id: WithDefault<string | null>;
  created_at: TimeByDefault;
  settled_at: OptionalTime;
}

/** What waits for a person's digest, or went out with it. */
export interface DigestItemsTable {
  user_id: number;
  event_id: string;
  kind: NotificationKind;
  data: Json<object>;
  created_at: TimeByDefault;
  digested_at: OptionalTime;
}

/** How a person wants to be told; nothing is the default. `muted`: `kind:channel`. */
export interface NotificationSettingsTable {
  user_id: number;
  muted: WithDefault<string[]>;
  digest: WithDefault<DigestChoice>;
  time_zone: WithDefault<string>;
  next_digest_at: OptionalTime;
  updated_at: TimeByDefault;
}

/** Who wants to be told of a course, or of an instructor's courses. */
export interface NotificationSubscriptionsTable {
  id: Generated<number>;
  user_id: number;
  course_id: number | null;
  instructor_id: number | null;
  created_at: TimeByDefault;
}

/** An address that mail came back from. `lifted_at`: when its owner confirmed it. */
export interface MailSuppressionsTable {
  email: string;
  reason: "bounce" | "complaint";
  detail: string | null;
  suppressed_at: TimeByDefault;
  lifted_at: OptionalTime;
}

/** What the events told of a person in a course: of her newest attempt, where she is enrolled. `attempt` 0: she is not, she only asks. */
export interface AnalyticsParticipantsTable {
  course_id: number;
  student_id: number;
  enrollment_id: number | null;
  attempt: WithDefault<number>;
  /** Of the newest event that told the version. */
  revision: WithDefault<number>;
  version: number | null;
  /** Whether her enrolment was confirmed: only then does she count. */
  announced: WithDefault<boolean>;
  status: "active" | "completed" | "dropped" | null;
  enrolled_at: OptionalTime;
  completed_at: OptionalTime;
  dropped_at: OptionalTime;
  /** Of the newest event that told the progress; 0: none did. */
  progress_revision: WithDefault<number>;
  completion_percentage: WithDefault<number>;
  completed_modules: WithDefault<number[]>;
  next_module_id: number | null;
  last_activity_at: Time;
}

/** A report that somebody asked for. `filters`: by its kind, as the contract has them. */
export interface AnalyticsReportsTable {
  id: string;
  owner_id: number;
  task_id: string;
  kind: ReportKind;
  format: "csv" | "pdf";
  filters: Json<object>;
  requested_at: TimeByDefault;
  row_count: number | null;
  size_bytes: number | null;
  written_at: OptionalTime;
}

/** How many students of a version stand somewhere. `module_id` 0: not about a module. */
export interface AnalyticsStandingsTable {
  course_id: number;
  version: number;
  name: string;
  module_id: WithDefault<number>;
  value: number;
}

export interface AnalyticsCoursesTable {
  course_id: number;
  instructor_id: number;
  status: "draft" | "published" | "archived";
  revision: number;
}

export interface AnalyticsCourseVersionsTable {
  course_id: number;
  version: number;
  modules: Json<{ id: number; title: string }[]>;
}

export interface AnalyticsWaitingTable {
  waitlist_entry_id: number;
  course_id: number;
  student_id: number;
  state: "waiting" | "offered" | "left";
}

/** Who asked in the quarter of an hour from `slot` on, and how often. */
export interface AnalyticsAskersTable {
  course_id: number;
  slot: Time;
  user_id: number;
  questions: number;
}

export interface Database {
  users: UsersTable;
  sessions: SessionsTable;
  refresh_tokens: RefreshTokensTable;
  courses: CoursesTable;
  course_versions: CourseVersionsTable;
  materials: MaterialsTable;
  course_thumbnails: CourseThumbnailsTable;
  course_vectors: CourseVectorsTable;
  course_deletions: CourseDeletionsTable;
  course_imports: CourseImportsTable;
  search_terms: SearchTermsTable;
  search_documents: SearchDocumentsTable;
  enrollments: EnrollmentsTable;
  progress: ProgressTable;
  waitlist_entries: WaitlistEntriesTable;
  bulk_enrollments: BulkEnrollmentsTable;
  bulk_enrollment_lines: BulkEnrollmentLinesTable;
  calendar_feeds: CalendarFeedsTable;
  certificates: CertificatesTable;
  workflows: WorkflowsTable;
  tasks: TasksTable;
  outbox: OutboxTable;
  outbox_archive: OutboxArchiveTable;
  outbox_leases: OutboxLeasesTable;
  inbox: InboxTable;
  event_replays: EventReplaysTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  notifications: NotificationsTable;
  mails: MailsTable;
  digest_items: DigestItemsTable;
  notification_settings: NotificationSettingsTable;
  notification_subscriptions: NotificationSubscriptionsTable;
  mail_suppressions: MailSuppressionsTable;
  idempotency_keys: IdempotencyKeysTable;
  audit_log: AuditLogTable;
  analytics_metrics: AnalyticsMetricsTable;
  analytics_counters: AnalyticsCountersTable;
  analytics_participants: AnalyticsParticipantsTable;
  analytics_reports: AnalyticsReportsTable;
  analytics_standings: AnalyticsStandingsTable;
  analytics_courses: AnalyticsCoursesTable;
  analytics_course_versions: AnalyticsCourseVersionsTable;
  analytics_waiting: AnalyticsWaitingTable;
  analytics_askers: AnalyticsAskersTable;
}
