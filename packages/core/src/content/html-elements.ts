/** An element's attributes, by their names in lower case. */
export type Attributes = Readonly<Record<string, string>>;

/** Elements whose text nobody reads as text. */
const silent = new Set([
  "head",
  "title",
  "annotation",
  "annotation-xml",
  "script",
  "style",
  "template",
  "noscript",
  "iframe",
  "object",
  "embed",
  "svg",
  "canvas",
  "audio",
  "video",
  "select",
  "datalist",
  "textarea",
  "button",
  "nav",
  "map",
  "rp",
  "rt",
]);
const silentRoles = new Set([
  "navigation",
  "banner",
  "contentinfo",
  "search",
  "menu",
  "menubar",
  "toolbar",
  "dialog",
  // The numbers of notes, and the way back from them.
  "doc-noteref",
  "doc-backlink",
  "doc-toc",
]);
const silentId = /^_?(?:toc|table[-_]of[-_]contents)$/iu;
/** Class names by which the generators of manuals (DocBook, Sphinx, Texinfo, Pandoc, MkDocs) mark what leads elsewhere. */
const silentClass =
  /^(?:nav(?:bar|header|footer|igation|-panel)?|breadcrumbs?|toc|table-of-contents|toctree-wrapper|sphinxsidebar|headerlink|toc-backref|skip-link|linenos?|visually-hidden|sr-only)$/iu;
const within = new Set(["main", "article", "section"]);

/** Whether an element is left out with all that it holds. `open`: the elements that are open, itself the last. */
export function isLeftOut(name: string, attributes: Attributes, open: readonly string[]): boolean {
  if (silent.has(name)) return true;
  if ("hidden" in attributes || attributes["aria-hidden"] === "true") return true;
  if (/(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(attributes["style"] ?? "")) return true;
  if (silentRoles.has(attributes["role"] ?? "")) return true;
  // A page's footer; that of an article belongs to it.
  if (name === "footer" && !open.some((outer) => within.has(outer))) return true;
  if (name === "html" || name === "body") return false;
  if (silentId.test(attributes["id"] ?? "")) return true;
  return (attributes["class"] ?? "").split(/\s+/u).some((word) => silentClass.test(word));
}

/** Whether an element says that it is what the page is about. */
export function isMain(name: string, attributes: Attributes): boolean {
  return name === "main" || attributes["role"] === "main";
}

/** Whether line breaks and spaces in an element are to be kept. */
export function isCode(name: string): boolean {
  return name === "pre" || name === "listing" || name === "xmp";
}

/** Whether a table only places things on the page. */
export function isPlacing({ role }: Attributes): boolean {
  return role === "presentation" || role === "none";
}

/** Elements that stand in a line of text. All others begin and end a block, also those that nobody knows yet. */
export const inline: ReadonlySet<string> = new Set([
  "a",
  "abbr",
  "acronym",
  "b",
  "bdi",
  "bdo",
  "big",
  "cite",
  "code",
  "data",
  "del",
  "dfn",
  "em",
  "font",
  "i",
  "img",
  "ins",
  "kbd",
  "label",
  "mark",
  "math",
  "mi",
  "mn",
  "mo",
  "mrow",
  "msub",
  "msup",
  "mfrac",
  "msqrt",
  "meter",
  "nobr",
  "output",
  "progress",
  "q",
  "ruby",
  "rb",
  "s",
  "samp",
  "small",
  "span",
  "strike",
  "strong",
  "sub",
  "sup",
  "time",
  "tt",
  "u",
  "var",
  "wbr",
  "slot",
]);
