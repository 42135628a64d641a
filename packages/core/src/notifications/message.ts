import type { NotificationKind } from "@smartcourse/contracts/notifications/kinds";
import type { Notice, NoticeData } from "./notices.ts";

/** Where something can be done. `path`: below the API's origin. */
interface Link {
  readonly label: string;
  readonly path: string;
}

/** What a person is told: the one source of mail, plain text and list. `title` is one line. */
export interface Message {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly link: Link | null;
  /** Of a digest: each with its own link. */
  readonly items: readonly { readonly text: string; readonly link: Link }[];
}

type Words = Pick<Message, "title" | "paragraphs"> & { readonly link?: Link };
type Templates = { readonly [K in NotificationKind]: (data: NoticeData[K], timeZone: string) => Words };

const course = (label: string, id: number): Link => ({ label, path: `/courses/${id}` });
const certificate = (id: string): Link => ({
  label: "See the certificate",
  path: `/certificates/${encodeURIComponent(id)}`,
});

const templates: Templates = {
  enrolled: ({ course_id, course_title }) => ({
    title: `Welcome to ${course_title}`,
    paragraphs: [
      `You are enrolled in “${course_title}”.`,
      "Start with the first module whenever it suits you: your place is kept, and the assistant answers your questions from the course's own material.",
    ],
    link: course("Go to the course", course_id),
  }),
  enrollment_failed: ({ course_id, course_title }) => ({
    title: `Your enrolment in ${course_title} did not work`,
    paragraphs: [
      `Something went wrong on our side while we enrolled you in “${course_title}”. You are not enrolled, and your seat was given back.`,
      "Please enrol again. If it fails once more, tell us: it is not your mistake.",
    ],
    link: course("Enrol again", course_id),
  }),
  seat_offered: ({ course_id, course_title, expires_at }, timeZone) => ({
    title: `A seat is free in ${course_title}`,
    paragraphs: [
      `You were on the waiting list of “${course_title}”, and it is your turn: a seat is held for you until ${moment(expires_at, timeZone)}.`,
      "Enrol before then to take it. After that it goes to the next person in line.",
    ],
    link: course("Take the seat", course_id),
  }),
  course_published: ({ course_id, course_title, is_first, instructor_name }) => ({
    title: is_first ? `New course: ${course_title}` : `New version of ${course_title}`,
    paragraphs: [
      is_first
        ? `${instructor_name} has published “${course_title}”.`
        : `${instructor_name} has published a new version of “${course_title}”. If you are enrolled, you go on reading yours until you choose to move.`,
    ],
    link: course("See the course", course_id),
  }),
  completed: ({ course_title, certificate_id }) => ({
    title: `You have completed ${course_title}`,
    paragraphs: [
      `Congratulations: you have completed “${course_title}”, and your certificate is ready.`,
      "Its page is public, so you can share the link: whoever follows it sees that it is genuine.",
    ],
    link: certificate(certificate_id),
  }),
  certificate_revoked: ({ course_title, certificate_id, reason }) => ({
    title: `Your certificate for ${course_title} was revoked`,
    paragraphs: [
      `Your certificate for “${course_title}” is no longer valid. Its page says so to whoever looks it up.`,
      `Reason: ${reason}`,
      "If you think that this is a mistake, write to the course's instructor.",
    ],
    link: certificate(certificate_id),
  }),
};

/** The words of a notice, with times in the person's zone. */
export function messageOf(notice: Notice, timeZone: string): Message {
  // The kind says which of the two unions' members belong together, which a lookup by it cannot tell the compiler.
  const template = templates[notice.kind] as (data: Notice["data"], zone: string) => Words;
  const { title, paragraphs, link = null } = template(notice.data, timeZone);
  return { title: oneLine(title), paragraphs: paragraphs.map(oneLine), link, items: [] };
}

/** A digest's words. `total`: of what waited, of which these are the newest. */
export function digestMessage(notices: readonly Notice[], total: number, timeZone: string): Message {
  const count = total === 1 ? "one thing" : `${total} things`;
  const left = total - notices.length;
  return {
    title: `Your digest: ${count} from courses you follow`,
    paragraphs: left > 0 ? [`These are the newest ${notices.length}; ${left} more are in your list.`] : [],
    // Her list asks for a token, which a link in a mail has not.
    link: null,
    items: notices.flatMap((notice) => {
      const { title, link } = messageOf(notice, timeZone);
      return link === null ? [] : [{ text: title, link }];
    }),
  };
}

/** Text on one line: people's titles may hold anything, and neither headers nor reading directions are theirs to change. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}

/** A moment as a person reads it: `Tuesday, 24 November 2026 at 18:00 CET`. */
function moment(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone,
  }).format(new Date(iso));
}
