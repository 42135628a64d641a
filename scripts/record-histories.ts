/** Records the workflows' histories that are missing, on an engine that is started for that: see temporal-worker/record-histories.ts. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { startServices } from "../local/platform/start-services.ts";

const services = await startServices({ only: ["temporal"] });
try {
  const recorder = spawn(process.execPath, ["temporal-worker/record-histories.ts"], {
    stdio: "inherit",
    env: { ...process.env, ...services.environment },
  });
  const [code]: (number | null)[] = await once(recorder, "exit");
  process.exitCode = code ?? 1;
} finally {
  await services.stop();
}
