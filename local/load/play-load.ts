import { setTimeout as pause } from "node:timers/promises";
import type { Answer } from "@smartcourse/contracts/assistant/schemas";
import type { ApiClient } from "../journey/api-client.ts";
import { type RouteFigures, summarise } from "./figures.ts";

export interface LoadOptions {
  /** One client for each user: a student of the course, whose limits are her own. */
  readonly users: readonly ApiClient[];
  readonly courseId: number;
  readonly question: string;
  readonly seconds: number;
  /** Seconds that a user thinks between two requests: evenly spread from the first to the second. */
  readonly thinks: readonly [number, number];
}

interface Sample {
  readonly route: string;
  readonly milliseconds: number;
  readonly error?: string;
}

/** The plan's mix: of six requests a user makes one is for the list, three for the course, two ask the assistant. */
const mix = ["list", "course", "course", "course", "ask", "ask"] as const;

const work = {
  list: { route: "GET /courses", send: (api: ApiClient) => api.get("/courses") },
  course: {
    route: "GET /courses/{id}",
    send: (api: ApiClient, { courseId }: LoadOptions) => api.get(`/courses/${courseId}`),
  },
  ask: { route: "POST /ai/ask", send: ask },
} as const;

/** Has every user work as the plan's load test does, until the time is over. Answers with what each route took. */
export async function playLoad(options: LoadOptions): Promise<readonly RouteFigures[]> {
  const until = performance.now() + options.seconds * 1_000;
  const samples: Sample[] = [];
  await Promise.all(options.users.map((api) => beOneUser(api, options, until, samples)));
  return summarise(samples);
}

async function beOneUser(
  api: ApiClient,
  options: LoadOptions,
  until: number,
  samples: Sample[],
): Promise<void> {
  const [least, most] = options.thinks;
  // Not all at once in the beginning.
  await pause(Math.random() * most * 1_000);
  for (let turn = 0; turn === 0 || performance.now() < until; turn++) {
    samples.push(await measure(api, options, mix[Math.floor(Math.random() * mix.length)] ?? "list"));
    await pause((least + Math.random() * (most - least)) * 1_000);
  }
}

async function measure(api: ApiClient, options: LoadOptions, kind: keyof typeof work): Promise<Sample> {
  const { route, send } = work[kind];
  const started = performance.now();
  try {
    await send(api, options);
    return { route, milliseconds: performance.now() - started };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { route, milliseconds: performance.now() - started, error: said };
  }
}

async function ask(api: ApiClient, { courseId, question }: LoadOptions): Promise<void> {
  const answer = await api.post<Answer>("/ai/ask", { question, course_id: courseId });
  if (!answer.answered || answer.sources.length === 0) throw new Error(`No answer came: ${answer.answer}`);
}
