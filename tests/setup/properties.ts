import fc from "fast-check";

// The same cases at each run, so that a red run tells of a change; `pnpm fuzz` looks for new cases.
const runs = process.env["FUZZ_RUNS"];
fc.configureGlobal(runs === undefined ? { seed: 1 } : { numRuns: Number(runs) });
