import * as fc from "fast-check";
import { expect, test } from "vitest";
import { digestMessage, messageOf, oneLine } from "./message.ts";
import type { Notice } from "./notices.ts";

const offer: Notice = {
  kind: "seat_offered",
  data: { course_id: 7, course_title: "Keeping bees", expires_at: "2026-07-01T16:00:00.000Z" },
};

test("an offer says what to do, and until when in the reader's own time", () => {
  expect(messageOf(offer, "Europe/Vienna").paragraphs.join(" ")).toContain(
    "until Wednesday, 1 July 2026 at 18:00 CEST",
  );
  expect(messageOf(offer, "America/New_York").paragraphs.join(" ")).toContain("at 12:00 GMT-4");
  expect(messageOf(offer, "UTC").link).toEqual({ label: "Take the seat", path: "/courses/7" });
});

test("no title makes a second line, a control character, or turns the reading direction", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (title) => {
      const message = messageOf({ kind: "enrolled", data: { course_id: 1, course_title: title } }, "UTC");
      for (const line of [message.title, ...message.paragraphs])
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});

test("what is on one line already stays as it is", () => {
  expect(oneLine("Café “Größe” 数学 👩🏽‍🏫")).toBe("Café “Größe” 数学 👩🏽‍🏫");
  expect(oneLine(" a\r\n\tb\u2028c ")).toBe("a b c");
});

test("a digest lists what happened, each with its link, and says how much it left out", () => {
  const { title, paragraphs, items } = digestMessage([offer, offer], 5, "UTC");
  expect(title).toBe("Your digest: 5 things from courses you follow");
  expect(paragraphs).toEqual(["These are the newest 2; 3 more are in your list."]);
  expect(items).toHaveLength(2);
  expect(items[0]).toEqual({ text: "A seat is free in Keeping bees", link: messageOf(offer, "UTC").link });
  expect(digestMessage([offer], 1, "UTC")).toMatchObject({
    title: "Your digest: one thing from courses you follow",
    paragraphs: [],
  });
});
