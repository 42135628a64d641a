import type { Answer, Source } from "@smartcourse/contracts/assistant/schemas";
import type { TokenPair, User } from "@smartcourse/contracts/auth/schemas";
import type { Material } from "@smartcourse/contracts/content/schemas";
import type { Course, Module } from "@smartcourse/contracts/courses/schemas";
import type { Enrollment, Progress } from "@smartcourse/contracts/enrollments/schemas";
import type { WorkflowStatus } from "@smartcourse/contracts/operations/schemas";
import { type ApiClient, upload } from "./api-client.ts";
import type { Narrator } from "./narrator.ts";
import { pollUntil } from "./poll.ts";

/** What the course is about: its file, and what is asked about it. */
export interface Subject {
  readonly title: string;
  readonly filename: string;
  readonly pdf: Uint8Array;
  readonly question: string;
  /** Asked as well, where the file has no answer to it. */
  readonly strayQuestion?: string;
}

export interface Outcome {
  readonly course: Course;
  readonly enrollment: Enrollment;
  readonly answer: Answer;
  readonly streamed: { readonly sources: readonly Source[]; readonly text: string };
}

interface Person {
  readonly api: ApiClient;
  readonly user: User;
}

const password = "a walk in the botanical garden";

/**
 * The main job over the API alone: an instructor builds and publishes a course around a PDF; a student enrols, asks about
 * it, works through it and completes it. Throws at the first thing that is not as it should be.
 */
export async function playMainJob(api: ApiClient, subject: Subject, narrator: Narrator): Promise<Outcome> {
  const instructor = await enter(api, "instructor", narrator);
  const course = await buildCourse(instructor.api, subject, narrator);
  await publish(instructor.api, course, narrator);
  const student = await enter(api, "student", narrator);
  const enrollment = await enrol(student.api, course, narrator);
  const answer = await ask(student.api, course, subject, narrator);
  const streamed = await watch(student.api, course, subject, narrator);
  const completed = await learn(student.api, course, enrollment, narrator);
  return { course, enrollment: completed, answer, streamed };
}

async function enter(api: ApiClient, role: "instructor" | "student", { step }: Narrator): Promise<Person> {
  const username = `${role}-${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`;
  const email = `${username}@example.com`;
  const user = await step(
    `the ${role} registers`,
    () => api.post<User>("/auth/register", { email, username, password, role }),
    (registered) => registered.email,
  );
  const tokens = await step(`the ${role} logs in`, () =>
    api.post<TokenPair>("/auth/login", { email, password }),
  );
  return { api: api.as(tokens.access_token), user };
}

async function buildCourse(api: ApiClient, subject: Subject, { step }: Narrator): Promise<Course> {
  const course = await step(
    "she creates a course",
    () =>
      api.post<Course>("/courses", {
        title: subject.title,
        difficulty: "beginner",
        tags: ["journey"],
        capacity: 30,
      }),
    ({ id, title, status }) => `course ${id}, "${title}", ${status}`,
  );
  const modules = await step(
    "she adds three modules",
    async () => [
      await addModule(api, course, "Read", "reading"),
      await addModule(api, course, "Watch", "video"),
      await addModule(api, course, "Practise", "assignment"),
    ],
    (added) => added.map(({ title }) => title).join(", "),
  );
  const material = await step(
    "she uploads a PDF",
    async () => {
      const announced = await api.post<
        Material & { upload: { url: string; fields: Record<string, string> } }
      >(`/courses/${course.id}/materials`, {
        title: subject.title,
        filename: subject.filename,
        content_type: "application/pdf",
        size_bytes: subject.pdf.byteLength,
        module_id: modules[0]?.id ?? null,
      });
      await upload(announced.upload, subject.pdf, subject.filename);
      return announced;
    },
    ({ filename, size_bytes }) => `${filename}, ${Math.ceil(size_bytes / 1024)} KiB`,
  );
  await step(
    "its text is extracted",
    () => untilReady(api, course, material),
    ({ page_count, chunk_count }) => `${page_count} pages, ${chunk_count} passages`,
  );
  return course;
}

function addModule(api: ApiClient, course: Course, title: string, type: string): Promise<Module> {
  return api.post<Module>(`/courses/${course.id}/modules`, {
    title,
    lessons: [{ title: `${title} it`, type, duration_minutes: 15 }],
  });
}

async function untilReady(api: ApiClient, course: Course, { id }: Material): Promise<Material> {
  const material = await pollUntil(
    "the extraction",
    () => api.get<Material>(`/courses/${course.id}/materials/${id}`),
    ({ status }) => status === "ready" || status === "failed",
  );
  if (material.status === "failed") throw new Error(`The material was refused: ${material.reason}`);
  return material;
}

async function publish(api: ApiClient, course: Course, { step }: Narrator): Promise<void> {
  const started = await step(
    "she publishes",
    () => api.post<{ workflow_id: string; status: string }>(`/courses/${course.id}/publish`),
    ({ workflow_id, status }) => `workflow ${workflow_id}, ${status}`,
  );
  await step(
    "the saga chunks, embeds, indexes and publishes",
    () => untilDone(api, started.workflow_id),
    ({ status }) => status,
  );
  await step(
    "the course is published",
    async () => {
      const published = await api.get<Course>(`/courses/${course.id}`);
      if (published.status !== "published") throw new Error(`The course is ${published.status}`);
      return published;
    },
    ({ published_version }) => `version ${published_version}`,
  );
}

async function untilDone(api: ApiClient, workflowId: string): Promise<WorkflowStatus> {
  const workflow = await pollUntil(
    `workflow ${workflowId}`,
    () => api.get<WorkflowStatus>(`/workflows/${workflowId}/status`),
    ({ status }) => status === "completed" || status === "failed",
  );
  if (workflow.status === "failed") throw new Error(`Workflow ${workflowId} failed: ${workflow.reason}`);
  return workflow;
}

async function enrol(api: ApiClient, course: Course, { step }: Narrator): Promise<Enrollment> {
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

async function ask(api: ApiClient, course: Course, subject: Subject, narrator: Narrator): Promise<Answer> {
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

async function watch(
  api: ApiClient,
  course: Course,
  subject: Subject,
  narrator: Narrator,
): Promise<Outcome["streamed"]> {
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

async function learn(
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
