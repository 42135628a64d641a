import { sql } from "kysely";
import type { Db } from "@smartcourse/platform/postgres";
import type { NearTerm } from "./mend-words.ts";
import type { Term } from "./vocabulary.ts";

type Part = "head" | "passages";

/** Counts the terms of a part of a course in place of those that were counted for it before. Safe to run again. */
export async function replaceTerms(
  db: Db,
  courseId: number,
  part: Part,
  terms: readonly Term[],
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`insert into search_documents (course_id, part, terms) values (${courseId}, ${part}, '{}')
      on conflict do nothing`.execute(tx);
    const { terms: before } = await tx
      .selectFrom("search_documents")
      .select("terms")
      .where("course_id", "=", courseId)
      .where("part", "=", part)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const [old, now] = [new Set(before), new Set(terms.map(({ term }) => term))];
    await addUses(
      tx,
      terms.filter(({ term }) => !old.has(term)),
    );
    await removeUses(
      tx,
      before.filter((term) => !now.has(term)),
    );
    await tx
      .updateTable("search_documents")
      .set({ terms: [...now] })
      .where("course_id", "=", courseId)
      .where("part", "=", part)
      .execute();
  });
}

/** Takes a course's terms off the counts. */
export async function removeTerms(db: Db, courseId: number): Promise<void> {
  for (const part of ["head", "passages"] as const) await replaceTerms(db, courseId, part, []);
  await db
    .deleteFrom("search_documents")
    .where("course_id", "=", courseId)
    .where(sql<boolean>`terms = '{}'`)
    .execute();
}

/** In the order of the terms, as everybody locks them. */
async function addUses(tx: Db, terms: readonly Term[]): Promise<void> {
  if (terms.length === 0) return;
  await sql`
    insert into search_terms as known (term, word, uses)
    select term, word, 1 from jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as found (term text, word text)
    order by term
    on conflict (term) do update set uses = known.uses + 1`.execute(tx);
}

async function removeUses(tx: Db, terms: readonly string[]): Promise<void> {
  if (terms.length === 0) return;
  await sql`
    with locked as (
      select term from search_terms where term = any(${[...terms]}::text[]) order by term for update
    )
    update search_terms set uses = uses - 1 where term in (select term from locked)`.execute(tx);
  await sql`delete from search_terms where term = any(${[...terms]}::text[]) and uses <= 0`.execute(tx);
}

/**
 * Terms near to those asked for, the term itself among them where some course uses it: those a letter apart (Garbe's
 * symmetric deletions, 2012), of long ones also those that share most trigrams, and those that begin with it.
 */
export async function findNearTerms(db: Db, asked: readonly string[]): Promise<NearTerm[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<NearTerm>`
    select asked.term as asked, near.term, near.word, near.uses
    from unnest(${[...asked]}::text[]) as asked (term)
    cross join lateral (
      (select term, word, uses from search_terms
        where deletions && search_deletions(asked.term)
        order by (search_terms.term = asked.term) desc, uses desc limit 30)
      union
      (select term, word, uses from search_terms
        where length(asked.term) >= 7 and search_terms.term % asked.term
        order by similarity(search_terms.term, asked.term) desc limit 20)
      union
      (select term, word, uses from search_terms
        where search_terms.term like asked.term || '%' order by uses desc limit 5)
    ) as near`.execute(db);
  return rows;
}
