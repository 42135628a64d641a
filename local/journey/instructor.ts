import type { Material } from "@smartcourse/contracts/content/schemas";
import type { Course, Module } from "@smartcourse/contracts/courses/schemas";
import { type ApiClient, upload } from "./api-client.ts";
import type { Narrator } from "./narrator.ts";
import { pollUntil } from "./poll.ts";
import type { Subject } from "./subject.ts";
import { untilDone } from "./until-done.ts";

/** A course of three modules around the subject's PDF, with its text extracted. */
export async function buildCourse(api: ApiClient, subject: Subject, { step }: Narrator): Promise<Course> {
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

/** Publishes the course and waits until its saga has ended. */
export async function publish(api: ApiClient, course: Course, { step }: Narrator): Promise<void> {
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
