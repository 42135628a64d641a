import { coursePublished } from "@smartcourse/contracts/courses/events";
import type { ReceivedEvent } from "@smartcourse/platform/consumer";
import type { Tx } from "@smartcourse/platform/postgres";
import { noteAsker } from "./askers-store.ts";
import { courseStateOf } from "./course-states.ts";
import { noteCourse, noteVersion } from "./courses-store.ts";
import { countsOf } from "./counters.ts";
import { addCounts } from "./counters-store.ts";
import { type Fact, absorb } from "./participant.ts";
import { factOf } from "./participant-facts.ts";
import { addStandings, lockParticipant, writeParticipant } from "./participants-store.ts";
import { standingChanges } from "./standings.ts";
import { noteWaiting } from "./waiting-store.ts";

/**
 * Adds an event to every projection, in whatever order events come. The inbox sees to it that it is added once. Every transaction
 * locks in the same order, and the sums of the whole platform, which all want, last.
 */
export async function countEvent(tx: Tx, event: ReceivedEvent): Promise<void> {
  await followCourse(tx, event);
  const fact = factOf(event);
  if (fact !== undefined) await followParticipant(tx, fact);
  await noteWaiting(tx, event);
  await noteAsker(tx, event);
  await addCounts(tx, countsOf(event));
}

async function followCourse(tx: Tx, event: ReceivedEvent): Promise<void> {
  const state = courseStateOf(event);
  if (state !== undefined) await noteCourse(tx, { ...state, revision: event.aggregateversion });
  if (event.type === coursePublished.type) await noteVersion(tx, event.data);
}

async function followParticipant(tx: Tx, fact: Fact): Promise<void> {
  const before = await lockParticipant(tx, fact);
  const after = absorb(before, fact);
  await writeParticipant(tx, fact, after);
  await addStandings(tx, fact.course_id, standingChanges(before, after));
}
