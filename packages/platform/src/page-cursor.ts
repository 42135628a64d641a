import type * as z from "zod";
import { DomainError } from "@smartcourse/contracts/errors";

/** An opaque text that says where the next page begins. */
export function encodeCursor(position: object): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** The position that a cursor tells; `undefined` for the first page. @throws DomainError request.invalid, naming `cursor` */
export function decodeCursor<S extends z.ZodType>(
  cursor: string | undefined,
  schema: S,
): z.output<S> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new DomainError("request.invalid", "cursor: is not one that this list gave", {
      cause,
      errors: [{ field: "cursor", message: "is not one that this list gave" }],
    });
  }
}

/** A page out of `limit + 1` rows: the extra one only tells that there are more. */
export function toPage<T>(rows: readonly T[], limit: number, position: (last: T) => object) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(position(last)) : null,
  };
}
