import { DomainError } from "@smartcourse/contracts/errors";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBulkLines, studentKey } from "./bulk-lines.ts";

function refusal(csv: string): DomainError {
  try {
    readBulkLines(csv);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error("was not refused");
}

describe("a list of students", () => {
  it.each([
    ["a column alone", "ada@example.com\nbob@example.com\n", [1, 2]],
    [
      "a named column among others",
      'name;email;note\n"Ada; L.";ada@example.com;x\nBob;bob@example.com\n',
      [2, 3],
    ],
    [
      "lines of Windows, a byte order mark, spaces and empty lines",
      "\uFEFFEmail\r\n ada@example.com \r\n\r\nbob@example.com",
      [2, 4],
    ],
    ["tabs", "user_id\temail\nada@example.com\t\nbob@example.com\t", [2, 3]],
  ])("is read from %s", (_, csv, lines) => {
    expect(readBulkLines(csv)).toEqual([
      { line: lines[0], student: "ada@example.com" },
      { line: lines[1], student: "bob@example.com" },
    ]);
  });

  it("keeps a line that names nobody, so that the report can say so", () => {
    expect(readBulkLines("name,email\nAda,\nBob")).toEqual([
      { line: 2, student: "" },
      { line: 3, student: "" },
    ]);
  });

  it.each([
    ["email\n", /no line with a student/],
    ["\n \n", /no line with a student/],
    ['email\n"ada@example.com', /line 2/],
    [Array.from({ length: 1_001 }, (_, index) => `${index + 1}`).join("\n"), /1001 lines/],
  ])("is refused with the reason: %j", (csv, reason) => {
    const { code, details } = refusal(csv);
    expect(code).toBe("bulk_enrollment.unreadable");
    expect(details.errors).toMatchObject([{ field: "csv", message: expect.stringMatching(reason) }]);
  });

  it("is read or refused, whatever the file is", () => {
    const text = fc
      .array(fc.constantFrom('"', ",", ";", "\n", "\r", "\t", "email", "a@b", "7", " ", "\\", "é"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (csv) => {
        try {
          const lines = readBulkLines(csv).map(({ line }) => line);
          expect(lines).toEqual([...new Set(lines)].toSorted((a, b) => a - b));
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
    );
  });
});

describe("whom a line means", () => {
  it.each([
    ["17", { id: 17 }],
    ["Ada@Example.COM", { email: "ada@example.com" }],
    ["0", undefined],
    ["9999999999", undefined],
    ["Ada Lovelace", undefined],
    ["", undefined],
  ])("%j", (student, expected) => {
    expect(studentKey(student)).toEqual(expected);
  });
});
