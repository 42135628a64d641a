/** A piece of the material that a prompt gives. */
export interface Passage {
  /** As the prompt names it: the n of `[n]`, or an `id` attribute. */
  readonly id: string;
  readonly text: string;
  /** What a tag says of it besides: title, page, source. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A text with the passages taken out of it. */
export interface Separated {
  readonly passages: readonly Passage[];
  readonly rest: string;
}

const item =
  /<(passage|document|doc|source|chunk|excerpt|snippet|material|section|page)\b([^>]*)>([\s\S]*?)<\/\1>/giu;
const wrapperTag =
  /<\/?(?:contexts?|passages|documents|sources|chunks|excerpts|snippets|materials?|content|course_content|text)\b[^>]*>/giu;
const wrapped = /<(contexts?|content|course_content|text|materials)\b[^>]*>([\s\S]*?)<\/\1>/iu;
/** A label, alone on its line or in front of the text, after which the passages begin. */
const contextLabel =
  /^[ \t]*(?:#+[ \t]*|\*\*)?(?:[\w']+ ){0,2}(?:contexts?|passages?|excerpts?|sources|documents?|materials?|content|notes|transcript)(?:\*\*)?[ \t]*:(?:\*\*)?(?=[ \t]*$)|^[ \t]*(?:contexts?|content|text|passages?|document|materials?)[ \t]*:/imu;
/** "Summarise the following course content:", as a person may ask; among a system's rules it could be a rule. */
const contextRequest =
  /^.*\b(?:contexts?|passages?|excerpts?|sources|documents?|materials?|content|text|notes|transcript|lesson|chapter)\b[^:\n]{0,40}:[ \t]*$/imu;
/** A label after which they have ended. */
const nextLabel =
  /^[ \t]*(?:#+[ \t]*|\*\*)?(?:[\w']+ ){0,2}(?:question|query|q|answer|summary|task|instructions?|statement|claim|response|quiz|format|output|format each question as)s?(?:\*\*)?[ \t]*:/imu;
const numbered =
  /^[ \t]*(?:\[(\d{1,4})\]|\((\d{1,4})\)(?=[ \t]*\S)|(?:passage|source|document|excerpt|chunk|context)[ \t]*#?(\d{1,4})[ \t]*[:.)\]-])[ \t]*:?/gimu;

/**
 * Takes the passages out of a message, by whichever of these it uses: `<passage id="1">…</passage>` and the like; `[1] …`
 * at the start of a line, counting up; a `<context>` or what stands under `Context:`, whose paragraphs are then the
 * passages. Text inside a passage is never read as anything else. `asked`: the message is a person's, not the system's.
 */
export function separatePassages(text: string, asked = false): Separated {
  const tagged = fromTags(text);
  if (tagged.passages.length > 0) return tagged;
  const block = contextBlock(text, asked);
  const listed = fromNumbers(block?.inside ?? text);
  if (listed.passages.length > 0) return { passages: listed.passages, rest: join(block, listed.rest) };
  const plainText = block ? paragraphs(block.inside) : [];
  return plainText.length > 0 ? { passages: plainText, rest: join(block, "") } : { passages: [], rest: text };
}

/** Material without any marking, as paragraphs. */
function paragraphs(text: string): Passage[] {
  const joined: string[] = [];
  let open = false;
  for (const paragraph of text.split(/\n\s*\n|^\s*-{3,}\s*$/mu).filter((piece) => piece.trim() !== "")) {
    if (open) joined[joined.length - 1] += `\n\n${paragraph}`;
    else joined.push(paragraph);
    // A heading, or "There are three:", belongs to what follows.
    open = /:\s*$/u.test(paragraph) || (paragraph.trim().length < 80 && !/[.!?]\s*$/u.test(paragraph));
  }
  return joined.map((paragraph, at) => ({ id: String(at + 1), text: paragraph.trim(), attributes: {} }));
}

function fromTags(text: string): Separated {
  const passages = [...text.matchAll(item)].map((match, at): Passage => {
    const attributes = parseAttributes(match[2] ?? "");
    const id =
      attributes["id"] ?? attributes["index"] ?? attributes["number"] ?? attributes["n"] ?? String(at + 1);
    return { id, text: unescape(match[3] ?? "").trim(), attributes };
  });
  // An instruction may show the form, with dots for the text.
  const real = passages.filter((passage) => /[\p{L}\p{N}]/u.test(passage.text));
  return {
    passages: real,
    rest: real.length > 0 ? text.replace(item, "\n").replace(wrapperTag, "\n") : text,
  };
}

function parseAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gu)];
  return Object.fromEntries(
    pairs.map((pair) => [(pair[1] ?? "").toLowerCase(), unescape(pair[2] ?? pair[3] ?? pair[4] ?? "")]),
  );
}

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  "#39": "'",
};

/** Undoes what keeps a text from closing the tag that it stands in. */
export function unescape(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos|#39);/gu, (whole, name: string) => entities[name] ?? whole);
}

interface Block {
  readonly before: string;
  readonly inside: string;
  readonly after: string;
}

function contextBlock(text: string, asked: boolean): Block | undefined {
  const tag = wrapped.exec(text);
  if (tag)
    return {
      before: text.slice(0, tag.index),
      inside: tag[2] ?? "",
      after: text.slice(tag.index + tag[0].length),
    };
  const label = contextLabel.exec(text) ?? (asked ? contextRequest.exec(text) : null);
  if (!label) return undefined;
  const start = label.index + label[0].length;
  const end = start + endOfPassages(text.slice(start));
  return { before: text.slice(0, label.index), inside: text.slice(start, end), after: text.slice(end) };
}

function join(block: Block | undefined, inside: string): string {
  return block ? [block.before, inside, block.after].join("\n") : inside;
}

/** Numbers must count up one by one: a bracketed number that does not is a footnote inside a passage. */
function fromNumbers(text: string): Separated {
  const marks: { id: number; start: number; end: number }[] = [];
  for (const match of text.matchAll(numbered)) {
    const id = Number(match[1] ?? match[2] ?? match[3]);
    const last = marks.at(-1);
    if (last ? id === last.id + 1 : id <= 1)
      marks.push({ id, start: match.index, end: match.index + match[0].length });
  }
  const first = marks[0];
  const last = marks.at(-1);
  if (!first || !last) return { passages: [], rest: text };
  const stop = last.end + endOfPassages(text.slice(last.end));
  const passages = marks.map((mark, at) =>
    withLabel(String(mark.id), text.slice(mark.end, marks[at + 1]?.start ?? stop).trim()),
  );
  return { passages, rest: `${text.slice(0, first.start)}\n${text.slice(stop)}` };
}

/** A first line that is a heading or in brackets tells where the passage is from: `# Handbook, page 12`. */
function withLabel(id: string, text: string): Passage {
  const label = /^(?:\(([^()\n]{1,200})\)[ \t]*:?|#{1,6}[ \t]+(.{1,300}))[ \t]*\n/u.exec(text);
  if (!label) return { id, text, attributes: {} };
  const title = (label[1] ?? label[2] ?? "").trim();
  const page = /\bp(?:ages?|p?\.)\s*(\d+)/iu.exec(title)?.[1];
  const attributes = { title, ...(page === undefined ? {} : { page }) };
  return { id, text: text.slice(label[0].length).trim(), attributes };
}

/** Where the next labelled part begins: the last `Question:` counts, for a passage may hold one too. */
function endOfPassages(text: string): number {
  const labels = [...text.matchAll(new RegExp(nextLabel.source, "gimu"))];
  const question = labels.findLast((label) => /question|query|\bq\b/iu.test(label[0]));
  return (question ?? labels[0])?.index ?? text.length;
}
