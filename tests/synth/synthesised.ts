import { existsSync, readFileSync } from "node:fs";
import { inject, vi } from "vitest";

const { outcome, ...stages } = inject("synthesis");

// Synthesis runs beside the other tests; those of its templates wait for its end.
await vi.waitUntil(() => existsSync(outcome), { timeout: 500_000, interval: 200 });
const wrong = readFileSync(outcome, "utf8");
if (wrong !== "") throw new Error(`Synthesis failed: ${wrong}`);

/** Folders of the templates, by stage. */
export const synthesised = stages;
