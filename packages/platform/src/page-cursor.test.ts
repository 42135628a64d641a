import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { decodeCursor, encodeCursor, toPage } from "./page-cursor.ts";

const Position = z.object({ id: z.int() });

test("a cursor comes back as it went", () => {
  fc.assert(
    fc.property(fc.integer(), (id) => {
      expect(decodeCursor(encodeCursor({ id }), Position)).toEqual({ id });
    }),
  );
  expect(decodeCursor(undefined, Position)).toBeUndefined();
});

test("anything else is refused by name", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => decodeCursor(text, Position)).toThrow(/^cursor: /);
    }),
  );
});

test("a page ends where the rows do", () => {
  const rows = [{ id: 3 }, { id: 2 }, { id: 1 }];
  expect(toPage(rows, 3, ({ id }) => ({ id }))).toEqual({ items: rows, next_cursor: null });
  const first = toPage(rows, 2, ({ id }) => ({ id }));
  expect(first.items).toEqual(rows.slice(0, 2));
  expect(decodeCursor(first.next_cursor ?? "", Position)).toEqual({ id: 2 });
});
