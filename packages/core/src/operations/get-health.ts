import type { Health } from "@smartcourse/contracts/operations/schemas";
import { type ProbeName, type Probed, probe, probes } from "@smartcourse/platform/probe";

/** The state and latency of every dependency, asked all at once. */
export async function getHealth(): Promise<Health> {
  const names = Object.keys(probes) as ProbeName[];
  const answers = await Promise.all(names.map(probe));
  const byName = Object.fromEntries(names.map((name, index) => [name, answers[index]])) as Record<
    ProbeName,
    Probed
  >;
  return summarise(byName);
}

/** Without the database nothing works; without anything else, something does. Pure. */
export function summarise(answers: Record<ProbeName, Probed>): Health {
  const states = Object.fromEntries(
    Object.entries(answers).map(([name, { healthy }]) => [name, healthy ? "healthy" : "unhealthy"]),
  ) as Record<ProbeName, "healthy" | "unhealthy">;
  const everything = Object.values(states).every((state) => state === "healthy");
  return {
    status: states.database === "unhealthy" ? "unhealthy" : everything ? "healthy" : "degraded",
    ...states,
    latency_ms: Object.fromEntries(
      Object.entries(answers).map(([name, { milliseconds }]) => [name, milliseconds]),
    ),
  };
}
