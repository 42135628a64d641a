import { expect, it } from "vitest";
import { planFromFolder } from "./plan-from-folder.ts";
import { isPage } from "./folder-names.ts";
import { readPage } from "./read-page.ts";

function plan(files: Record<string, string>, { root = "", title = "" } = {}) {
  const entries = Object.entries(files);
  return planFromFolder({
    root,
    title,
    files: new Map(entries.map(([path, content]) => [path, Buffer.byteLength(content)])),
    pages: new Map(entries.flatMap(([path, content]) => (isPage(path) ? [[path, readPage(content)]] : []))),
  });
}
const outline = (planned: ReturnType<typeof plan>) =>
  planned.modules.map(({ title, lessons }) => [title, ...lessons.map((lesson) => lesson.title)]);

it("makes modules of directories and lessons of pages, sorted as people count", () => {
  const planned = plan(
    {
      "docs/10-winter/feed.md": "# Feeding",
      "docs/2-summer/b.md": "Text",
      "docs/2-summer/10_late-swarms.md": "Text",
      "docs/2-summer/9-early.md": "Text",
      "docs/2-summer/honey/extract.md": "# Extracting",
      "docs/start.md": "---\ntitle: Start here\n---\nText",
    },
    { root: "docs/", title: "Keeping bees" },
  );
  expect(planned.course.title).toBe("Keeping bees");
  expect(outline(planned)).toEqual([
    ["Keeping bees", "Start here"],
    ["Summer", "Early", "Late swarms", "B"],
    ["Summer / Honey", "Extracting"],
    ["Winter", "Feeding"],
  ]);
  expect(planned.materials.map(({ path, module, lesson }) => [path, module, lesson])).toEqual([
    ["docs/start.md", 1, 1],
    ["docs/2-summer/9-early.md", 2, 1],
    ["docs/2-summer/10_late-swarms.md", 2, 2],
    ["docs/2-summer/b.md", 2, 3],
    ["docs/2-summer/honey/extract.md", 3, 1],
    ["docs/10-winter/feed.md", 4, 1],
  ]);
});

it("describes directories by their README, and loses nothing of one that is long or alone", () => {
  const long = Array.from({ length: 400 }, (_, index) => `Paragraph ${index}.`).join("\n\n");
  const planned = plan(
    {
      "README.md": "# All of bees\n\nThis course is about bees.",
      "hive/index.md": "# The hive\n\nWhere they live.",
      "hive/frames.md": "# Frames",
      "long/README.md": `# Long\n\n${long}`,
      "long/other.md": "# Other",
      "lone/readme.markdown": "# Lone\n\nText.",
    },
    { title: "Bees" },
  );
  expect(planned.course).toMatchObject({ title: "Bees", description: "This course is about bees." });
  expect(outline(planned)).toEqual([
    ["The hive", "Frames"],
    ["Lone", "Lone"],
    ["Long", "Long", "Other"],
  ]);
  expect(planned.modules.map(({ description }) => description?.slice(0, 16))).toEqual([
    "Where they live.",
    "Text.",
    "Paragraph 0.\n\nPa",
  ]);
  expect(planned.modules[2]?.description?.length).toBeLessThanOrEqual(5_000);
});

it("takes the pictures that pages show, once, and says what it leaves out", () => {
  const planned = plan({
    "a/one.md": "![Comb](../img/comb.png) ![](logo.svg) ![](gone.png)",
    "a/two.md": "![Again](../img/comb.png) <img src='/img/bee.JPG'>",
    "a/empty.md": " \n",
    "img/comb.png": "png",
    "img/bee.JPG": "jpg",
    "img/unused.png": "png",
    "a/logo.svg": "svg",
    "package.json": "{}",
  });
  expect(
    planned.materials.map(({ path, title, content_type, lesson }) => [path, title, content_type, lesson]),
  ).toEqual([
    ["a/one.md", "One", "text/markdown", 1],
    ["img/comb.png", "Comb", "image/png", 1],
    ["a/two.md", "Two", "text/markdown", 2],
    ["img/bee.JPG", "Bee", "image/jpeg", 2],
  ]);
  expect(planned.left_out.map(({ subject }) => subject)).toEqual([
    "a/empty.md",
    "a/logo.svg",
    "a/gone.png",
    "img/unused.png",
    "package.json",
  ]);
});

it("refuses a folder without a page, and one with too many", () => {
  expect(() => plan({ "a.txt": "text", "b.md": "" })).toThrow("neither a manifest.json nor a Markdown file");
  const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`m/${index}.md`, "# A"]));
  expect(() => plan(many)).toThrow("2001 pages; 2000");
  const deep = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`${index}/a.md`, "# A"]));
  expect(() => plan(deep)).toThrow("201 directories");
});
