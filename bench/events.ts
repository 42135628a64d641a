import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { migrate } from "@smartcourse/platform/migrate";
import { type Db, openPostgres, postgres } from "@smartcourse/platform/postgres";
import { startRelay } from "@smartcourse/platform/relay/relay";
import { whenAskedToStop } from "../local/platform/signals.ts";
import { startServices } from "../local/platform/start-services.ts";
import { provisionTopics } from "../local/provision/topics.ts";
import { atOnce, consumeBatches } from "./events-consumed.ts";
import { commitToConsumer, sendToConsumer } from "./events-latency.ts";
import { fillOutbox, readMessages, sendBare } from "./events-sent.ts";
import { quantile } from "./measure.ts";

const wanted = { perSecond: 5_000, p95Ms: 250 };

/** `pnpm bench events [--events 30000] [--rounds 3] [--rate 200] [--seconds 15]` */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: "string", default: "30000" },
      rounds: { type: "string", default: "3" },
      rate: { type: "string", default: "200" },
      seconds: { type: "string", default: "15" },
    },
  });
  const stopped = whenAskedToStop();
  const services = await startServices({ only: ["postgres", "kafka"], say: console.log });
  const url = services.environment["DATABASE_URL"] ?? "";
  const db = openPostgres(url, 16);
  try {
    Object.assign(process.env, services.environment, {
      DATABASE_POOL_SIZE: String(atOnce),
      POWERTOOLS_LOG_LEVEL: "SILENT",
      POWERTOOLS_METRICS_DISABLED: "true",
    });
    await migrate(db);
    await provisionTopics([services.environment["KAFKA_BROKERS"] ?? ""]);
    const work = async () => {
      await raceRelay(db, url, Number(values.events), Number(values.rounds));
      await printLatency(db, url, Number(values.rate), Number(values.seconds));
      await printConsumers(Math.min(4_000, Number(values.events)));
    };
    await Promise.race([work(), services.failed, stopped]);
  } finally {
    await db.destroy();
    await postgres().destroy();
    await services.stop();
  }
}

/** The same events by the relay and by a bare producer, in turns, so that what else the machine does falls on both. */
async function raceRelay(db: Db, url: string, events: number, rounds: number): Promise<void> {
  const relayed: Pace[] = [];
  const bare: Pace[] = [];
  console.log(`\n${events.toLocaleString("en")} events        events/s   own CPU ms per 1,000`);
  for (let round = -1; round < rounds; round += 1) {
    await fillOutbox(db, round < 0 ? Math.ceil(events / 5) : events);
    const messages = await readMessages(db);
    const floor = await paceOf(messages.length, () => sendBare(messages));
    const ours = await paceOf(messages.length, () => drain(db, url));
    if (round < 0) continue; // warms the broker up
    bare.push(floor);
    relayed.push(ours);
    console.log(paceLine(`round ${round + 1}: bare producer`, floor));
    console.log(paceLine(`round ${round + 1}: relay`, ours));
  }
  const middle = (paces: readonly Pace[], of: keyof Pace) =>
    quantile(
      paces.map((pace) => pace[of]),
      0.5,
    );
  const [ours, floor] = [middle(relayed, "perSecond"), middle(bare, "perSecond")];
  console.log(
    `relay ${Math.round(ours).toLocaleString("en")}/s, ${(ours / floor).toFixed(2)} of a bare producer`,
  );
  console.log(
    `at least ${wanted.perSecond.toLocaleString("en")} events/s are wanted of the relay on two cores`,
  );
}

interface Pace {
  readonly perSecond: number;
  /** Milliseconds of this process for 1,000 events: what else runs on the machine changes it least. */
  readonly cpu: number;
}

async function paceOf(events: number, work: () => Promise<void>): Promise<Pace> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return {
    perSecond: events / ((performance.now() - started) / 1_000),
    cpu: (user + system) / events,
  };
}

function paceLine(name: string, { perSecond, cpu }: Pace): string {
  return `${name.padEnd(26)}${Math.round(perSecond).toLocaleString("en").padStart(8)}${cpu.toFixed(1).padStart(14)}`;
}

/** A relay's way through what lies in the outbox, from its start to its end. */
async function drain(db: Db, url: string): Promise<void> {
  const left = async () => (await db.selectFrom("outbox").select("id").limit(1).execute()).length;
  const relay = await startRelay(url);
  try {
    while ((await left()) > 0) await pause(50);
  } finally {
    await relay.stop();
  }
}

async function printLatency(db: Db, url: string, rate: number, duration: number): Promise<void> {
  console.log(`\nto the consumer at ${rate} events/s for ${duration} s, ms`);
  console.log(latencyLine("a bare producer, from its acknowledgement", await sendToConsumer(rate, duration)));
  const relay = await startRelay(url);
  try {
    console.log(latencyLine("the relay, from the commit", await commitToConsumer(db, rate, duration)));
    console.log(`P95 of at most ${wanted.p95Ms} ms is wanted from the commit`);
  } finally {
    await relay.stop();
  }
}

function latencyLine(name: string, times: readonly number[]): string {
  const shown = [0.5, 0.95, 0.99].map((share) => `P${share * 100} ${quantile(times, share).toFixed(0)}`);
  return `  ${name.padEnd(44)}${shown.join("  ")}`;
}

async function printConsumers(events: number): Promise<void> {
  const { analytics, floor } = await consumeBatches(events);
  console.log(`\n${events.toLocaleString("en")} events in batches of 100, events/s`);
  console.log(`  analytics.countEvents          ${Math.round(analytics).toLocaleString("en").padStart(8)}`);
  console.log(`  an inbox row in a transaction  ${Math.round(floor).toLocaleString("en").padStart(8)}`);
  console.log(`  ratio                          ${(analytics / floor).toFixed(2).padStart(8)}`);
}
