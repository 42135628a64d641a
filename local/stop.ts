/** `npm run stop`: stops the platform that `npm start` left running. Its data stay. */
import { report } from "./platform/failure.ts";
import { stopRunning } from "./platform/running.ts";

try {
  await stopRunning(console.log);
} catch (error) {
  report(error);
  process.exitCode = 1;
}
