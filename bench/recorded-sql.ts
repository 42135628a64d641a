import { createRequire } from "node:module";
import pg from "pg";

/** A statement as it was sent, with its values in place; `returns`: the column whose value later statements use. */
export interface RecordedStatement {
  readonly sql: string;
  readonly returnsId: boolean;
}

interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly rows: readonly Record<string, unknown>[];
}

const { prepareValue } = createRequire(createRequire(import.meta.url).resolve("pg"))("./utils.js") as {
  readonly prepareValue: (value: unknown) => string | Buffer | null;
};

/**
 * Records what `work` sends to Postgres. Ids become variables by their numbers, wherever they stand (in messages and keys too),
 * so choose numbers that nothing else has: `:name` stands for each of `ids`, `:id` for what an insert of its own returned.
 */
export async function recordSql(
  work: () => Promise<{ id: number }>,
  ids: Readonly<Record<string, number>>,
): Promise<RecordedStatement[]> {
  const sent: Sent[] = [];
  const query: typeof pg.Client.prototype.query = Reflect.get(pg.Client.prototype, "query");
  pg.Client.prototype.query = async function recording(this: pg.Client, ...args: unknown[]) {
    const result = await (Reflect.apply(query, this, args) as unknown as Promise<pg.QueryResult>);
    const [text, values] = args as [string, unknown[] | undefined];
    sent.push({ text, values: values ?? [], rows: result.rows });
    return result;
  } as typeof query;
  try {
    const { id } = await work();
    const first = sent.findIndex(({ rows }) => rows.some((row) => row["id"] === id));
    return sent.map((one, at) => ({ sql: withVariables(one, { ...ids, id }), returnsId: at === first }));
  } finally {
    pg.Client.prototype.query = query;
  }
}

function withVariables({ text, values }: Sent, ids: Readonly<Record<string, number>>): string {
  const literals = values.map((value) => literal(prepareValue(value)));
  let sql = text.replaceAll(/\$(\d+)/g, (_, n) => literals[Number(n) - 1] ?? "null");
  // In JSON, a space after the colon: to pgbench two colons are a cast.
  for (const [name, id] of Object.entries(ids))
    sql = sql.replaceAll(`:${id}`, `: ${id}`).replaceAll(String(id), `:${name}`);
  return sql;
}

const literal = (value: string | Buffer | null) =>
  value === null ? "null" : pg.escapeLiteral(String(value));
