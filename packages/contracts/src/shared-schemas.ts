import * as z from "zod";

/** A Postgres identity: a positive 32-bit integer. */
export const Id = z.int().min(1).max(2_147_483_647);

/** The same, out of a path or a query string. */
export const IdFromText = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, "must be a positive integer")
  .transform(Number)
  .pipe(Id);

/** ISO 8601 in UTC, as JSON has it. */
export const Timestamp = z.iso.datetime();

/** Query of every list: `limit` rows after `cursor`, which is opaque. */
export const PageQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "must be an integer from 1 to 100")
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20),
  cursor: z.string().max(500).optional(),
});

/** A page of `item`s; `next_cursor` is null on the last one. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}

/** A text a person typed: trimmed, not empty, without control characters (line breaks and tabs are text). */
export function text(maximum: number) {
  return (
    z
      .string()
      .trim()
      .min(1, "must not be empty")
      .max(maximum)
      // oxlint-disable-next-line no-control-regex
      .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u, "must not contain control characters")
  );
}

/** How browsers and mail programs send the fields of a form. */
export const formMediaTypes: readonly string[] = ["application/x-www-form-urlencoded", "multipart/form-data"];

export const Empty = z.undefined();
