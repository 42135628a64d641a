import { sql } from "kysely";
import { type CourseSort, ListCoursesQuery, courseSorts } from "@smartcourse/contracts/courses/schemas";
import { courseListQuery } from "@smartcourse/core/courses/course-list-store";
import { toListing } from "@smartcourse/core/courses/list-courses";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { encodeCursor } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";

/** A list that somebody may ask for. */
export interface ListCase {
  readonly name: string;
  readonly query: ListCoursesQuery;
  readonly actor: Actor | undefined;
}

/** What Postgres did for a page. `scans`: each with its index; `rowsRead`: rows looked at, used or not. */
export interface PlanSummary {
  readonly scans: readonly string[];
  readonly rowsRead: number;
  readonly buffers: number;
  readonly milliseconds: number;
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Every sort with every set of filters, as everybody, an instructor and an admin ask for it, from the first page and from the middle. */
export function listCases(instructorId: number): ListCase[] {
  const actors = {
    anybody: undefined,
    instructor: { id: instructorId, role: "instructor", sessionId: "" },
    admin: { id: 1, role: "admin", sessionId: "" },
  } as const satisfies Record<string, Actor | undefined>;
  const filters = {
    difficulty: "beginner",
    tag: "topic40",
    q: "advanced topic19",
    instructor_id: String(instructorId),
  };
  return Object.entries(actors).flatMap(([who, actor]) =>
    subsets(Object.entries(filters)).flatMap((chosen) =>
      courseSorts.flatMap((sort) =>
        Object.entries({ first: undefined, middle: middle[sort]() }).map(([page, value]) => ({
          name: `${who}, ${sort}, ${page} page${chosen.map(([name]) => `, ${name}`).join("")}`,
          actor,
          query: ListCoursesQuery.parse({
            sort,
            ...Object.fromEntries(chosen),
            ...(value !== undefined && { cursor: encodeCursor({ sort, ...value }) }),
          }),
        })),
      ),
    ),
  );
}

/** A place amid the catalogue, by each order. */
const middle: Record<CourseSort, () => { id: number; value: string | number }> = {
  newest: () => ({ id: 2_000_000_000, value: 1 }),
  title: () => ({ id: 1, value: "Practical" }),
  popular: () => ({ id: 2_000_000_000, value: 12 }),
  updated: () => ({ id: 1, value: new Date(Date.now() - 350 * 86_400_000).toISOString() }),
};

function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((all, item) => [...all, ...all.map((chosen) => [...chosen, item])], [[]]);
}

/** Runs the page's own SQL under EXPLAIN. */
export async function explainList(db: Db, { query, actor }: ListCase): Promise<PlanSummary> {
  const listing = courseListQuery(db, toListing(query, actor));
  if (listing === undefined) throw new Error("This list is empty by itself");
  const { rows } = await sql<{ "QUERY PLAN": [{ Plan: PlanNode; "Execution Time": number }] }>`
    explain (analyze, buffers, format json) ${listing}`.execute(db);
  const explained = rows[0]?.["QUERY PLAN"][0];
  if (explained === undefined) throw new Error("There is no plan");
  const nodes = flatten(explained.Plan);
  return {
    scans: nodes
      .filter(isScan)
      .map((node) => `${node["Node Type"]} ${node["Index Name"] ?? node["Relation Name"]}`),
    rowsRead: nodes.filter(readsRows).reduce((sum, node) => sum + rowsOf(node), 0),
    buffers: (explained.Plan["Shared Hit Blocks"] ?? 0) + (explained.Plan["Shared Read Blocks"] ?? 0),
    milliseconds: explained["Execution Time"],
  };
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

function isScan(node: PlanNode): boolean {
  return node["Relation Name"] !== undefined || node["Index Name"] !== undefined;
}

function readsRows(node: PlanNode): boolean {
  return node["Relation Name"] !== undefined;
}

function rowsOf(node: PlanNode): number {
  const removed = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
  return (node["Actual Rows"] + removed) * node["Actual Loops"];
}

/**
 * The most rows that a page may look at. Whatever share p of n courses a filter lets through: going along the order finds
 * `limit` of them after limit/p rows, picking them all by the filter's index reads p·n. The better of the two is never more
 * than √(limit·n); the planner has that choice in each of at most three parts, and may be wrong by a factor of four.
 * Words in the order of titles are the exception: all titles that match are looked at.
 */
export async function rowsAllowed(db: Db, { query }: ListCase, courses: number): Promise<number> {
  const any = Math.ceil(3 * 4 * Math.sqrt((query.limit + 1) * courses));
  if (query.q === undefined || query.sort !== "title") return any;
  const { rows } = await sql<{ matches: number }>`
    select count(*) as matches from courses
    where title_words @@ to_tsquery('simple', ${query.q.replaceAll(" ", " & ")} || ':*')`.execute(db);
  return Math.max(any, rows[0]?.matches ?? 0);
}
