import { lexicalVector } from "@smartcourse/platform/lexical-vector";
import type { Db } from "@smartcourse/platform/postgres";
import { denseVector, lexicalVectorName, qdrant } from "@smartcourse/platform/qdrant";
import { uuidv5 } from "@smartcourse/platform/uuid-v5";
import { copyPassages, payloadOf } from "./copy-passages.ts";
import { type Searchable, findSearchable } from "./course-state-store.ts";
import { headText } from "./head-text.ts";
import { ofCourse, searchCollectionName } from "./search-collection.ts";
import { TermCounter } from "./vocabulary.ts";
import { removeTerms, replaceTerms } from "./vocabulary-store.ts";

/** Namespace of the ids of heads: a course has one. */
const heads = "0d9b7a5e-6a0b-4b53-8d0e-3f0c8f4f3a61";

/** What other domains know. */
export interface IndexPorts {
  /** The titles of a version's modules and lessons, in their order. */
  readonly outline: (courseId: number, version: number) => Promise<string[]>;
  /** The vector of a course's text, embedded once. */
  readonly embed: (courseId: number, text: string) => Promise<number[]>;
  /** Called between parts; may throw to stop. */
  readonly alive: () => void;
}

/**
 * Makes what the search holds of a course what the course is now: its head and passages where it is published, nothing where
 * it is not. New points come before old ones go. Safe to run again, and at once: whoever wrote by what has changed meanwhile
 * sees that afterwards and goes over it, so whoever comes last leaves it right.
 */
export async function indexCourse(db: Db, courseId: number, ports: IndexPorts): Promise<void> {
  let written: Searchable | undefined;
  let current = await findSearchable(db, courseId);
  do {
    written = current;
    if (written === undefined) await removeCourse(db, courseId);
    else await writeCourse(db, written, ports);
    current = await findSearchable(db, courseId);
  } while (JSON.stringify(written) !== JSON.stringify(current));
}

/** Takes a course out of the search. Safe to run again. */
export async function removeCourse(db: Db, courseId: number): Promise<void> {
  await qdrant().delete(searchCollectionName(), { filter: { must: [ofCourse(courseId)] }, wait: true });
  await removeTerms(db, courseId);
}

async function writeCourse(db: Db, course: Searchable, ports: IndexPorts): Promise<void> {
  await writeHead(db, course, ports);
  await copyPassages(db, course, ports.alive);
  const current = { key: "version", match: { value: course.version } };
  const filter = { must: [ofCourse(course.id)], must_not: [current] };
  await qdrant().delete(searchCollectionName(), { filter, wait: true });
}

async function writeHead(db: Db, course: Searchable, { outline, embed }: IndexPorts): Promise<void> {
  const titles = await outline(course.id, course.version);
  const text = headText({ ...course, outline: titles });
  const point = {
    id: uuidv5(`course:${course.id}`, heads),
    vector: {
      [denseVector]: await embed(course.id, text),
      [lexicalVectorName]: lexicalVector(text),
    },
    payload: { ...payloadOf(course, "head"), outline: titles },
  };
  await qdrant().upsert(searchCollectionName(), { points: [point], wait: true });
  const terms = new TermCounter();
  terms.add(text);
  await replaceTerms(db, course.id, "head", terms.terms());
}
