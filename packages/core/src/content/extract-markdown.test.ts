import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extractMarkdown } from "./extract-markdown.ts";

const extract = (markdown: string): { text: string; headings: [number, string][] } => {
  const page = extractMarkdown(new TextEncoder().encode(markdown)).pages[0];
  return { text: page?.text ?? "", headings: (page?.headings ?? []).map(({ level, text }) => [level, text]) };
};
const headings = (markdown: string): [number, string][] => extract(markdown).headings;

describe("headings", () => {
  test.each<[string, string, [number, string][]]>([
    [
      "ATX of six levels",
      "# A\n## B\n###### C",
      [
        [1, "A"],
        [2, "B"],
        [6, "C"],
      ],
    ],
    ["ATX with closing marks", "## B ##  ", [[2, "B"]]],
    ["ATX indented up to three spaces", "   # A", [[1, "A"]]],
    ["no space, no heading", "#hashtag", []],
    ["seven marks are none", "####### x", []],
    ["an empty one is none", "# \n\ntext", []],
    [
      "setext",
      "Title\n=====\n\nSub\n---\n",
      [
        [1, "Title"],
        [2, "Sub"],
      ],
    ],
    ["setext over two lines", "Two\nlines\n===", [[1, "Two lines"]]],
    ["a rule after a blank line is none", "Text\n\n---\n", []],
    ["a rule below a list item or a table is none", "- item\n---\n| a | b |\n---\n", []],
    ["none in a fence", "```sh\n# comment\n```\n# Real", [[1, "Real"]]],
    ["a fence ends with one as long", "````\n```\n# no\n````\n# Real", [[1, "Real"]]],
    ["tildes do not close backticks", "```\n~~~\n# no\n```\n# Real", [[1, "Real"]]],
    ["an open fence goes to the end", "```\n# no", []],
    ["none in indented code", "Text\n\n    # no\n\n    Title\n    ---\n", []],
    [
      "markup goes",
      "# The *best* `code` of [us](http://x.y) ![pic](p.png) \\# __now__ {#anchor}",
      [[1, "The best code of us pic # now"]],
    ],
    ["names with underscores stay", "# snake_case_name", [[1, "snake_case_name"]]],
  ])("%s", (_name, markdown, expected) => {
    expect(headings(markdown)).toEqual(expected);
  });

  test("offsets point at the heading's lines", () => {
    const page = extractMarkdown(new TextEncoder().encode("Intro\n\nTitle\n===\n\n## Sub\nText")).pages[0];
    expect(page?.headings.map(({ start, end }) => page.text.slice(start, end))).toEqual([
      "Title\n===",
      "## Sub",
    ]);
  });
});

describe("what is dropped", () => {
  test("YAML and TOML front matter", () => {
    expect(extract("---\ntitle: My course\ntags: [a]\n---\n# A").text).toBe("# A");
    expect(extract("+++\ntitle = 'My course'\n+++\n\n# A").text).toBe("# A");
  });

  test("not text between two rules", () => {
    expect(extract("---\n\nKeep this text.\n\n---\nAnd this.").text).toContain("Keep this text.");
  });

  test("comments, which readers do not see, but not in code", () => {
    expect(extract("Seen <!-- the answer\nis 42 --> text.\n\n```\n<!-- kept -->\n```").text).toBe(
      "Seen  text.\n\n```\n<!-- kept -->\n```",
    );
  });
});

test("the other markup stays as it is", () => {
  const markdown =
    "A **bold** [link](http://x.y).\n\n- one\n- two\n\n| a | b |\n| - | - |\n\n```ts\nconst  x = 1;\n\n\tindented\n```";
  expect(extract(markdown).text).toBe(markdown);
});

test("for any text, headings stand in order, apart, and within it", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "# A",
      "## B ##",
      "---",
      "===",
      "```",
      "~~~",
      "",
      "    x",
      "- i",
      "<!--",
      "-->",
      "text",
      "+++",
    ),
    fc.string({ unit: "grapheme", maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
      const page = extractMarkdown(new TextEncoder().encode(lines.join("\n"))).pages[0];
      let at = 0;
      for (const { start, end, level } of page?.headings ?? []) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        expect(level).toBeGreaterThanOrEqual(1);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(page?.text.length ?? 0);
    }),
  );
});
