import * as fc from "fast-check";
import { Parser } from "htmlparser2";
import { expect, test } from "vitest";
import type { Message } from "./message.ts";
import { renderHtml } from "./render-html.ts";
import { renderText } from "./render-text.ts";

const origin = "https://api.example.com";
const footer = { reason: "You enrolled.", unsubscribeUrl: `${origin}/notifications/unsubscribe/x` };
const message = (text: string): Message => ({
  title: text,
  paragraphs: [text, text],
  link: { label: text, path: "/courses/1" },
  items: [{ text, link: { label: text, path: "/courses/2" } }],
});

/** Tags with their attributes, and the text that a reader sees. */
function read(page: string) {
  const tags: { name: string; attributes: Record<string, string> }[] = [];
  let text = "";
  const parser = new Parser({
    onopentag: (name, attributes) => void tags.push({ name, attributes }),
    ontext: (piece) => void (text += piece),
  });
  parser.end(page);
  return { tags, text };
}

const structure = (page: string) => read(page).tags.map(({ name }) => name);

test("no text of anybody becomes markup: the page has the same tags, and shows the text as it is", () => {
  const plain = structure(renderHtml("Hello", message("plain"), origin, footer));
  fc.assert(
    fc.property(fc.string(), (text) => {
      const page = renderHtml(`Hello ${text}`, message(text), origin, footer);
      expect(structure(page)).toEqual(plain);
      expect(read(page).text).toContain(text);
    }),
  );
});

test("the page loads nothing, runs nothing, and its links are ours", () => {
  const { tags } = read(renderHtml("Hello", message("<img src=x onerror=alert(1)>"), origin, footer));
  for (const name of ["img", "script", "link", "iframe", "form"])
    expect(tags.map((tag) => tag.name)).not.toContain(name);
  const links = tags.filter(({ name }) => name === "a").map(({ attributes }) => attributes["href"]);
  expect(links).toEqual([`${origin}/courses/2`, `${origin}/courses/1`, footer.unsubscribeUrl]);
});

test("the page tells readers' programs its language, its title, and that its tables are layout", () => {
  const { tags } = read(renderHtml("Hello", message("Bees"), origin, footer));
  expect(tags.find(({ name }) => name === "html")?.attributes["lang"]).toBe("en");
  expect(tags.filter(({ name }) => name === "h1")).toHaveLength(1);
  for (const { attributes } of tags.filter(({ name }) => name === "table"))
    expect(attributes["role"]).toBe("presentation");
});

test("the plain part says the same", () => {
  expect(renderText("Hello Ada,", message("Bees"), origin, footer)).toBe(
    [
      "Hello Ada,",
      "Bees",
      "Bees",
      `- Bees\n  ${origin}/courses/2`,
      `Bees: ${origin}/courses/1`,
      `-- \nYou enrolled.\nUnsubscribe: ${footer.unsubscribeUrl}\n`,
    ].join("\n\n"),
  );
});
