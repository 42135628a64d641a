export const batchRows = 1_000;

/** All rows of a list, read `batchRows` at a time, each time those after the last one. */
export async function* inBatches<Row>(
  read: (after: Row | undefined, limit: number) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  let after: Row | undefined;
  for (;;) {
    const rows = await read(after, batchRows);
    yield* rows;
    after = rows.at(-1);
    if (rows.length < batchRows) return;
  }
}
