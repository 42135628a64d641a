import fc from "fast-check";
import { expect, test } from "vitest";
import { type DraftSentence, draftSentences } from "./draft-sentences.ts";

async function read(pieces: Iterable<string>): Promise<DraftSentence[]> {
  async function* stream() {
    yield* pieces;
  }
  const sentences: DraftSentence[] = [];
  for await (const sentence of draftSentences(stream())) sentences.push(sentence);
  return sentences;
}

test.each([
  ["before the full stop", "The port is 5432 [1]. It can change [2]."],
  ["after it", "The port is 5432. [1] It can change. [2]"],
  ["without space", "The port is 5432[1]. It can change[2]."],
  ["spelled out", "The port is 5432 [Passage 1]. It can change [source 2]."],
  ["in other brackets", "The port is 5432【1】. It can change【2】."],
])("markers %s belong to their sentence", async (_, text) => {
  expect(await read([text])).toEqual([
    { text: "The port is 5432.", cited: [1], lead: "" },
    { text: "It can change.", cited: [2], lead: " " },
  ]);
});

test("several passages in one marker or in several", async () => {
  const [first, second] = await read(["One [1, 3-5]. Two [2][4][2]."]);
  expect(first?.cited).toEqual([1, 3, 4, 5]);
  expect(second?.cited).toEqual([2, 4]);
});

test("an index of an array is no marker", async () => {
  expect(await read(["Take `items[1]` as the first [2]."])).toEqual([
    { text: "Take `items[1]` as the first.", cited: [2], lead: "" },
  ]);
});

test("lists keep their lines", async () => {
  const sentences = await read(["Do this:\n- Install it [1].\n- Run it [2].\n\nThen rest [3]."]);
  expect(sentences.map(({ text, lead }) => lead + text)).toEqual([
    "Do this:",
    "\n- Install it.",
    "\n- Run it.",
    "\n\nThen rest.",
  ]);
});

test("a sentence is handed on as soon as the next has begun", async () => {
  const seen: string[] = [];
  async function* stream() {
    yield "One is here [1]. ";
    expect(seen).toEqual([]);
    yield "Two";
    expect(seen).toEqual(["One is here."]);
    yield " is not.";
  }
  for await (const { text } of draftSentences(stream())) seen.push(text);
  expect(seen).toEqual(["One is here.", "Two is not."]);
});

test("how the text is cut into pieces makes no difference", async () => {
  const word = fc.constantFrom(
    "The ",
    "port",
    " is ",
    "5432",
    ". ",
    ".",
    "[1]",
    " [2, 3]",
    "\n",
    "\n- ",
    "\n\n",
    "e.g. ",
    "No",
    "? ",
    "1. ",
    "a",
  );
  const text = fc.array(word, { maxLength: 25 }).map((words) => words.join(""));
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      async (whole, sizes) => {
        const pieces: string[] = [];
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          pieces.push(whole.slice(at, at + size));
          at += size;
        }
        expect(await read(pieces)).toEqual(await read([whole]));
      },
    ),
    { numRuns: 500 },
  );
});
