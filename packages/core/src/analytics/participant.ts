/** What is known of a person in a course. It only ever becomes more: whatever order its facts come in, it ends as the same. */
export interface Participant {
  readonly enrollment_id: number | null;
  readonly attempt: number;
  readonly revision: number;
  readonly version: number | null;
  readonly announced: boolean;
  readonly status: Status | null;
  readonly enrolled_at: string | null;
  readonly completed_at: string | null;
  readonly dropped_at: string | null;
  readonly progress_revision: number;
  readonly completion_percentage: number;
  readonly completed_modules: readonly number[];
  readonly next_module_id: number | null;
  readonly last_activity_at: string;
}

type Status = "active" | "completed" | "dropped";

/** What one event tells of an attempt. `revision`: the event's, which counts the changes of the enrolment. */
export interface EnrollmentFact {
  readonly enrollment_id: number;
  readonly attempt: number;
  readonly revision: number;
  readonly version?: number | undefined;
  readonly announced?: boolean;
  readonly status?: Status;
  readonly enrolled_at?: string | undefined;
  readonly completed_at?: string;
  readonly dropped_at?: string;
  readonly progress?: {
    readonly completion_percentage: number;
    readonly completed_modules: readonly number[];
    readonly next_module_id: number | null;
  };
}

/** That a person did something in a course at some time, and what that tells of her enrolment. */
export interface Fact {
  readonly course_id: number;
  readonly student_id: number;
  readonly at: string;
  readonly enrollment?: EnrollmentFact;
}

/** Who was not heard of before. */
export function stranger(at: string): Participant {
  return { ...nothing, attempt: 0, last_activity_at: at };
}

const nothing = {
  enrollment_id: null,
  revision: 0,
  version: null,
  announced: false,
  status: null,
  enrolled_at: null,
  completed_at: null,
  dropped_at: null,
  progress_revision: 0,
  completion_percentage: 0,
  completed_modules: [],
  next_module_id: null,
} as const;

/** An attempt goes from active to either end, and stays there. */
const ranks = { active: 1, dropped: 2, completed: 3 } as const;

/**
 * Adds a fact to what is known. It commutes, and a fact twice is a fact once: times only grow, attempts follow each other,
 * an attempt's end is final, and of version and progress the newest stands. Pure.
 */
export function absorb(known: Participant, { at, enrollment: fact }: Fact): Participant {
  const last_activity_at = later(known.last_activity_at, at);
  if (fact === undefined || fact.attempt < known.attempt) return { ...known, last_activity_at };
  const before = fact.attempt > known.attempt ? { ...nothing, attempt: fact.attempt } : known;
  return {
    ...before,
    ...newestVersion(before, fact),
    ...newestProgress(before, fact),
    enrollment_id: fact.enrollment_id,
    announced: before.announced || fact.announced === true,
    status: furthest(before.status, fact.status ?? "active"),
    enrolled_at: before.enrolled_at ?? fact.enrolled_at ?? null,
    completed_at: before.completed_at ?? fact.completed_at ?? null,
    dropped_at: before.dropped_at ?? fact.dropped_at ?? null,
    last_activity_at,
  };
}

type Attempt = Omit<Participant, "last_activity_at">;

function newestVersion({ revision, version }: Attempt, fact: EnrollmentFact) {
  const newer = fact.version !== undefined && fact.revision > revision;
  return newer ? { revision: fact.revision, version: fact.version } : { revision, version };
}

function newestProgress(before: Attempt, { revision, progress }: EnrollmentFact) {
  const newer = progress !== undefined && revision > before.progress_revision;
  return newer ? { progress_revision: revision, ...progress } : {};
}

function furthest(a: Status | null, b: Status): Status {
  return a !== null && ranks[a] > ranks[b] ? a : b;
}

function later(a: string, b: string): string {
  return Date.parse(a) >= Date.parse(b) ? a : b;
}
