import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extractHtml } from "./extract-html.ts";

const bytes = (html: string, encoding: BufferEncoding = "utf8"): Uint8Array =>
  new Uint8Array(Buffer.from(html, encoding));
const page = (html: string) => extractHtml(bytes(html)).pages[0] ?? expect.fail("no page");
const text = (html: string): string => page(html).text;

describe("the text of a page", () => {
  test.each<[string, string, string]>([
    ["paragraphs, closed or not", "<p>One\n  two <b>th</b>ree.<p>Four.", "One two three.\n\nFour."],
    ["line breaks", "<p>One<br>two</p>", "One\ntwo"],
    [
      "lists",
      "<ul><li>a<ol start=3><li>b<li>c</ol><li><p>d</p><p>e</p></ul>",
      "- a\n  3. b\n  4. c\n- d\n  e",
    ],
    ["terms", "<dl><dt>bee</dt><dd>an insect</dd></dl>", "bee\nan insect"],
    [
      "tables",
      "<table><caption>Tools</caption><tr><th>tool<th>use<tr><td>veil<td><p>the</p><p>face</p></table>",
      "Tools\n\ntool | use\nveil | the face",
    ],
    ["tables that place things", "<table><tr><td>left<td><h2>Right</h2><p>x</table>", "left\n\nRight\n\nx"],
    ["tables in tables", "<table><tr><td>a<table><tr><td>b<td>c</table></table>", "a\n\nb | c"],
    ["code", "<pre><code>a\n   b\n</code></pre>", "a\n   b"],
    [
      "code with numbered lines",
      "<table><tr><td class=linenos><pre>1\n2</pre><td><pre>x\n y</pre></table>",
      "x\n y",
    ],
    ["entities", "<p>&lt;a&gt; &eacute; &#8364; &nbsp;x</p>", "<a> é € x"],
    ["pictures by what they show", `<p>See <img alt="a bee">.</p>`, "See a bee."],
    ["elements that nobody knows", "<x-card>a</x-card><x-card>b</x-card>", "a\n\nb"],
  ])("%s", (_what, html, expected) => {
    expect(text(html)).toBe(expected);
  });

  test("headings have their level and place, and no sign that links to them", () => {
    const found = page(
      `<h1>Bees<a class="headerlink">¶</a></h1><p>x</p><h3><span>Dance</span> <a href="#d">#</a></h3>`,
    );
    expect(found.headings.map(({ level, text }) => [level, text])).toEqual([
      [1, "Bees"],
      [3, "Dance"],
    ]);
    for (const { start, end, text } of found.headings) expect(found.text.slice(start, end)).toBe(text);
  });
});

describe("left out are", () => {
  test.each([
    ["scripts and styles", "<script>if (a < b) x()</script><style>p { }</style>"],
    ["navigation", `<nav>menu</nav><div role="navigation">menu</div><div class="navheader">next</div>`],
    [
      "what is hidden",
      `<p hidden>x</p><p style="display: none">x</p><p aria-hidden="true">x</p><template>x</template>`,
    ],
    ["the page's footer", "<footer>© us</footer>"],
    ["comments", "<!-- the answer -->"],
    ["the table of contents", `<div class="toc"><ul><li>A</ul></div><div id="_table_of_contents">B</div>`],
    ["forms' texts", "<select><option>a</select><textarea>b</textarea><button>c</button>"],
  ])("%s", (_what, html) => {
    expect(text(`<body>${html}<p>Text.</p></body>`)).toBe("Text.");
  });

  test("what stands outside of the main part, else of the only article", () => {
    expect(text("<p>out</p><main><p>in</p></main><p>out</p>")).toBe("in");
    expect(text("<p>out</p><div role=main><p>in</p></div>")).toBe("in");
    expect(text("<p>out</p><article><p>in</p><footer>by me</footer></article>")).toBe("in\n\nby me");
    expect(text("<article>a</article><article>b</article>")).toBe("a\n\nb");
    expect(text("<main></main><p>a</p>")).toBe("a");
  });
});

describe("encodings", () => {
  test.each<[string, Uint8Array]>([
    ["UTF-8", bytes("<p>Bär</p>")],
    ["a byte-order mark", bytes("\uFEFF<p>Bär</p>")],
    ["UTF-16 by its mark", bytes("\uFEFF<p>Bär</p>", "utf16le")],
    ["a charset", bytes(`<meta charset="windows-1252"><p>Bär</p>`, "latin1")],
    [
      "an old kind of charset",
      bytes(`<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>Bär</p>`, "latin1"),
    ],
    [
      "an XML declaration",
      bytes(`<?xml version="1.0" encoding="ISO-8859-1"?><html><p>Bär</p></html>`, "latin1"),
    ],
  ])("%s", (_what, file) => {
    expect(extractHtml(file).pages[0]?.text).toBe("Bär");
  });

  test.each<[string, Uint8Array, RegExp]>([
    ["none that is said", bytes("<p>Bär</p>", "latin1"), /does not say/u],
    ["one that it is not", bytes(`<meta charset=utf-8><p>Bär</p>`, "latin1"), /encoded in utf-8/u],
    ["one that nobody knows", bytes(`<meta charset=klingon><p>x</p>`), /klingon/u],
  ])("refused: %s", (_what, file, message) => {
    expect(() => extractHtml(file)).toThrow(
      expect.objectContaining({ reason: "not_utf8", message: expect.stringMatching(message) }),
    );
  });
});

test("a page that nests without end is refused", () => {
  expect(() => text("<div>".repeat(100_000))).toThrow(expect.objectContaining({ reason: "corrupt" }));
});

test("for any markup, headings stand in order, apart, and within the text", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "<h1>",
      "</h1>",
      "<h2>",
      "</h2>",
      "<p>",
      "</p>",
      "<table>",
      "<tr>",
      "<td>",
      "</table>",
      "<pre>",
      "</pre>",
      "<li>",
      "<ul>",
      "</ul>",
      "<main>",
      "</main>",
      "<br>",
      "<nav>",
      "</nav>",
      "<b>",
      "</b>",
      "\n",
      "<!--",
      "-->",
      "&amp;",
      "</br>",
      "</p>",
    ),
    fc.string({ unit: "grapheme", maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const found = page(pieces.join("").replaceAll("\0", ""));
      let at = 0;
      for (const { start, end } of found.headings) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(found.text.length);
    }),
  );
});

test("nothing of what is written in plain elements is lost, and its order stays", () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/u);
  const element = fc.tuple(
    fc.constantFrom("p", "h2", "pre", "div", "blockquote", "li", "dd", "section", "b"),
    word,
  );
  fc.assert(
    fc.property(fc.array(element, { minLength: 1, maxLength: 30 }), (elements) => {
      const html = elements.map(([name, content]) => `<${name}>${content}</${name}>\n`).join("");
      expect(text(html).match(/[a-z]+/gu)).toEqual(elements.map(([, content]) => content));
    }),
  );
});
