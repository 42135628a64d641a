import type { Answer, Source } from "@smartcourse/contracts/assistant/schemas";
import type { Certificate } from "@smartcourse/contracts/certificates/schemas";
import type { Course, Module } from "@smartcourse/contracts/courses/schemas";
import type { Enrollment, Progress } from "@smartcourse/contracts/enrollments/schemas";
import type { ApiClient } from "./api-client.ts";
import type { Narrator } from "./narrator.ts";
import { pollUntil } from "./poll.ts";
import type { Subject } from "./subject.ts";
import { untilDone } from "./until-done.ts";

export interface StreamedAnswer {
  readonly sources: readonly Source[];
  readonly text: string;
}

/** Enrols, and waits until the saga has announced it. */
export async function enrol(api: ApiClient, course: Course, { step }: Narrator): Promise<Enrollment> {
  const enrollment = await step(
    "she enrols",
    () => api.post<Enrollment>("/enrollments", { course_id: course.id }),
    ({ id, progress }) => `enrolment ${id}, ${progress} % done`,
  );
  await step(
    "the saga confirms and announces it",
    () => untilDone(api, `enrol-${enrollment.id}-1`),
    ({ status }) => status,
  );
  return enrollment;
}

/** Asks about the subject, and what it has no answer to. */
export async function ask(
  api: ApiClient,
  course: Course,
  subject: Subject,
  narrator: Narrator,
): Promise<Answer> {
  const { step, line } = narrator;
  const answer = await step(
    `she asks: ${subject.question}`,
    () => api.post<Answer>("/ai/ask", { question: subject.question, course_id: course.id }),
    ({ confidence, sources }) =>
      `confidence ${confidence.toFixed(2)}, ${sources.length} source${sources.length === 1 ? "" : "s"}`,
  );
  if (!answer.answered) throw new Error(`The assistant found no answer: ${answer.answer}`);
  line(answer.answer);
  tell(answer.sources, narrator);
  const stray = subject.strayQuestion;
  if (stray !== undefined) await askAstray(api, course, stray, narrator);
  return answer;
}

async function askAstray(
  api: ApiClient,
  course: Course,
  question: string,
  { step, line }: Narrator,
): Promise<void> {
  const answer = await step(`she asks what is not in the course: ${question}`, () =>
    api.post<Answer>("/ai/ask", { question, course_id: course.id }),
  );
  if (answer.answered) throw new Error(`The assistant made up an answer: ${answer.answer}`);
  line(answer.answer);
}

function tell(sources: readonly Source[], { line }: Narrator): void {
  sources.forEach(({ material, page, quote }, index) => {
    line(`[${index + 1}] ${material}${page === null ? "" : `, page ${page}`}: “${quote}”`);
  });
}

/** Asks the same and tells the answer as it comes. */
export async function watch(
  api: ApiClient,
  course: Course,
  subject: Subject,
  narrator: Narrator,
): Promise<StreamedAnswer> {
  const { step, line, piece } = narrator;
  line("she asks again and watches:");
  piece("       ");
  const streamed = await step("the answer streamed in, after its sources", async () => {
    let text = "";
    let sources: readonly Source[] = [];
    let done = false;
    for await (const { event, data } of api.stream("/ai/ask-stream", {
      question: subject.question,
      course_id: course.id,
    })) {
      const value: unknown = JSON.parse(data);
      if (event === "sources") sources = (value as { sources: Source[] }).sources;
      if (event === "token") {
        text += (value as { text: string }).text;
        piece((value as { text: string }).text);
      }
      if (event === "error") throw new Error(`The stream ended in an error: ${data}`);
      done ||= event === "done";
    }
    piece("\n");
    if (!done || text === "" || sources.length === 0)
      throw new Error("The stream ended without an answer and its sources");
    return { sources, text };
  });
  tell(streamed.sources, narrator);
  return streamed;
}

/** Works through every module and completes the course. */
export async function learn(
  api: ApiClient,
  course: Course,
  enrollment: Enrollment,
  { step }: Narrator,
): Promise<Enrollment> {
  const { modules } = await api.get<{ modules: Module[] }>(`/courses/${course.id}/modules`);
  for (const module of modules) {
    await step(
      `she works through "${module.title}"`,
      () => api.put<Progress>(`/enrollments/${enrollment.id}/progress`, { completed_modules: [module.id] }),
      ({ completion_percentage }) => `${completion_percentage} %`,
    );
  }
  return step(
    "she completes the course",
    () => api.post<Enrollment>(`/enrollments/${enrollment.id}/complete`),
    ({ status, completed_at }) => `${status} on ${completed_at?.slice(0, 10)}`,
  );
}

/** Waits for the certificate of a completed course. */
export async function receive(api: ApiClient, { id }: Enrollment, { step }: Narrator): Promise<Certificate> {
  return step(
    "her certificate is issued",
    async () => {
      const ready = await pollUntil(
        "issuing the certificate",
        () => api.get<Enrollment>(`/enrollments/${id}`),
        ({ certificate_id }) => certificate_id !== null,
      );
      return api.get<Certificate>(`/certificates/${ready.certificate_id}`);
    },
    ({ url }) => url,
  );
}
