/** HTTP status by kind of failure. */
export const statusByKind = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  precondition: 412,
  too_large: 413,
  media_type: 415,
  unprocessable: 422,
  throttled: 429,
  unavailable: 503,
} as const;
export type ErrorKind = keyof typeof statusByKind;

/** Every failure a caller can see, by its stable code: its kind, and the title that stays the same from one occurrence to the next. */
export const errorCatalogue = {
  "request.invalid": { kind: "invalid", title: "The request is not valid" },
  "request.malformed_json": { kind: "invalid", title: "The body is not valid JSON" },
  "request.malformed_form": { kind: "invalid", title: "The body is not a valid form" },
  "request.media_type": { kind: "media_type", title: "The body's media type is not the one that is taken" },
  "request.too_large": { kind: "too_large", title: "The body is too large" },
  "request.route_not_found": { kind: "not_found", title: "There is no such route" },
  "request.rate_limited": { kind: "throttled", title: "Too many requests" },
  "request.precondition_failed": { kind: "precondition", title: "The object has changed since it was read" },
  "idempotency.key_reused": {
    kind: "unprocessable",
    title: "The Idempotency-Key was used for another request",
  },
  "idempotency.in_flight": {
    kind: "conflict",
    title: "The first request with this Idempotency-Key has not ended yet",
  },
  "dependency.unavailable": { kind: "unavailable", title: "A part of the platform does not answer" },

  "auth.token_missing": { kind: "unauthenticated", title: "A bearer token is required" },
  "auth.token_invalid": { kind: "unauthenticated", title: "The token is not valid" },
  "auth.session_ended": { kind: "unauthenticated", title: "The session has ended" },
  "auth.credentials": { kind: "unauthenticated", title: "E-mail or password is wrong" },
  "auth.refresh_invalid": { kind: "unauthenticated", title: "The refresh token is not valid" },
  "auth.refresh_reused": { kind: "unauthenticated", title: "The refresh token was used before" },
  "auth.role": { kind: "forbidden", title: "Your role may not do this" },
  "auth.role_not_open": { kind: "forbidden", title: "One cannot register in this role" },
  "auth.email_taken": { kind: "conflict", title: "The e-mail address is taken" },
  "auth.username_taken": { kind: "conflict", title: "The username is taken" },
  "auth.password_weak": { kind: "unprocessable", title: "The password is too easy to guess" },
  "user.not_found": { kind: "not_found", title: "There is no such user" },
  "user.last_admin": { kind: "conflict", title: "The last active admin stays" },

  "course.not_found": { kind: "not_found", title: "There is no such course" },
  "course.has_enrollments": { kind: "conflict", title: "The course has enrolments" },
  "course.not_draft": { kind: "conflict", title: "Only a draft can be deleted" },
  "course.archived": { kind: "conflict", title: "The course is archived" },
  "course.not_publishable": { kind: "unprocessable", title: "The course is not ready to be published" },
  "course.publishing": { kind: "conflict", title: "The course is being published" },
  "course.not_published": { kind: "conflict", title: "The course has no published version" },
  "course.prerequisite_unknown": {
    kind: "unprocessable",
    title: "A prerequisite is not a course one can take",
  },
  "course.prerequisite_cycle": { kind: "unprocessable", title: "A course cannot require itself" },
  "course.full": { kind: "conflict", title: "The course has no seats left" },
  "course.seats_taken": {
    kind: "conflict",
    title: "More students are enrolled than the new capacity allows",
  },
  "course.enrollment_window": {
    kind: "unprocessable",
    title: "Enrolment would close before it opens",
  },
  "course.content_full": { kind: "unprocessable", title: "The course has as much content as one can have" },
  "course.order_mismatch": { kind: "unprocessable", title: "The list is not of exactly what is there" },
  "module.not_found": { kind: "not_found", title: "There is no such module" },
  "lesson.not_found": { kind: "not_found", title: "There is no such lesson" },
  "material.not_found": { kind: "not_found", title: "There is no such material" },
  "material.not_failed": { kind: "conflict", title: "The material needs no other try" },
  "material.not_awaited": { kind: "conflict", title: "No upload in parts is awaited" },
  "material.too_large": { kind: "unprocessable", title: "The file is too large" },
  "material.parts_invalid": { kind: "unprocessable", title: "The parts are not the file that was announced" },
  "course.no_export": { kind: "not_found", title: "There is no archive of the course" },
  "import.not_found": { kind: "not_found", title: "There is no such import" },
  "import.refused": { kind: "unprocessable", title: "The archive cannot be imported" },
  "course.no_thumbnail": { kind: "not_found", title: "The course has no picture yet" },
  "material.not_an_image": { kind: "unprocessable", title: "The material is not an image that is ready" },

  "enrollment.not_found": { kind: "not_found", title: "There is no such enrolment" },
  "enrollment.exists": { kind: "conflict", title: "You are enrolled already" },
  "enrollment.prerequisites": { kind: "conflict", title: "Courses that must come first are not completed" },
  "enrollment.not_open": { kind: "conflict", title: "Enrolment has not begun yet" },
  "enrollment.closed": { kind: "conflict", title: "Enrolment has ended" },
  "enrollment.not_active": { kind: "conflict", title: "The enrolment is not active" },
  "enrollment.incomplete": { kind: "conflict", title: "There is too much left to do" },
  "waitlist.not_found": { kind: "not_found", title: "There is no such place in a waiting list" },
  "waitlist.ended": { kind: "conflict", title: "This wait is over" },
  "bulk_enrollment.not_found": { kind: "not_found", title: "There is no such list of students" },
  "bulk_enrollment.unreadable": { kind: "unprocessable", title: "The list of students cannot be read" },
  "calendar.not_found": { kind: "not_found", title: "There is no such calendar" },

  "report.not_found": { kind: "not_found", title: "There is no such report" },
  "certificate.not_found": { kind: "not_found", title: "There is no such certificate" },
  "certificate.key_not_found": { kind: "not_found", title: "There is no such key" },
  "certificate.revoked": { kind: "gone", title: "The certificate was revoked" },

  "assistant.not_ready": { kind: "conflict", title: "The course has no published content to answer from" },
  "assistant.unavailable": { kind: "unavailable", title: "The assistant cannot answer now" },
  "notification.not_found": { kind: "not_found", title: "There is no such notification" },
  "webhook.not_found": { kind: "not_found", title: "There is no such webhook" },
  "webhook.address_refused": { kind: "unprocessable", title: "Nothing is sent to this address" },
  "webhook.events_not_open": { kind: "unprocessable", title: "Your role is not told of these events" },
  "webhook.too_many": { kind: "conflict", title: "You have as many webhooks as one can have" },
  "webhook.disabled": { kind: "conflict", title: "The webhook is disabled" },
  "webhook.delivery_not_found": { kind: "not_found", title: "There is no such delivery" },
  "webhook.delivery_pending": { kind: "conflict", title: "The delivery is under way" },
  "notification.essential": { kind: "unprocessable", title: "One is always told of this in one's list" },
  "notification.link_invalid": { kind: "not_found", title: "The unsubscribe link is not valid" },
  "subscription.not_found": { kind: "not_found", title: "There is no such subscription" },
  "workflow.not_found": { kind: "not_found", title: "There is no such workflow" },
  "task.not_found": { kind: "not_found", title: "There is no such task" },
} as const satisfies Record<string, { readonly kind: ErrorKind; readonly title: string }>;
export type ErrorCode = keyof typeof errorCatalogue;

/** One thing that is wrong: the field (a dotted path, or a header's name), what is wrong with it, and a stable code for it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  readonly code?: string;
}

interface ErrorDetails {
  readonly errors?: readonly FieldError[];
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
  /** Members added to the problem document: what a program needs to act on the failure. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A failure the caller may see. Anything else that is thrown is a bug: 500, and it stays in the log. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  /** `message` tells a person what happened here and what to do about it. */
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.details = details;
  }

  get kind(): ErrorKind {
    return errorCatalogue[this.code].kind;
  }

  get status(): number {
    return statusByKind[this.kind];
  }
}
