import { env } from "@smartcourse/platform/env";
import { startRelay } from "@smartcourse/platform/relay/relay";
import { log } from "@smartcourse/platform/telemetry";
import { closeTemporal } from "@smartcourse/platform/temporal";
import { askedToEnd } from "./process-end.ts";

const ending = askedToEnd();
const relay = await startRelay(env("DATABASE_DIRECT_URL") || env("DATABASE_URL"));
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
const signal = await ending;
log().info("relay.stopping", { signal });
await relay.stop();
await closeTemporal();
