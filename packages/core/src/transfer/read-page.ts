/** What a folder's plan asks of a Markdown file. */
export interface Page {
  /** Out of its front matter, else its first heading. */
  readonly title: string | null;
  /** Without front matter and that heading. */
  readonly body: string;
  readonly images: readonly ShownImage[];
}

/** `target` as the page has it, decoded: a path from where the page is, or from the root. */
export interface ShownImage {
  readonly target: string;
  readonly text: string;
}

const frontMatter = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/u;
const heading = /^ {0,3}#{1,6}[ \t]+(.{1,1000}?)(?:[ \t]+#+)?[ \t]*$/u;
const fence = /^ {0,3}(`{3,}|~{3,})/u;
/** Of bounded length, so that no page takes longer to read than it is long. */
const inlineImage = /!\[([^\]\n]{0,300})\]\(\s{0,9}<?([^)\s<>]{1,1000})/gu;
const htmlImage = /<img\b[^<>]{0,500}?\ssrc=["']?([^"'\s<>]{1,1000})/giu;
const altText = /\salt=["']([^"'<>]{0,300})["']/iu;
const definition = /^ {0,3}\[([^\]\n]{1,300})\]:\s{0,9}<?([^\s<>]{1,1000})/u;
const referredImage = /!\[([^\]\n]{0,300})\](?:\[([^\]\n]{0,300})\])?(?!\()/gu;

/** Reads a Markdown page for its title and the pictures it shows; what stands in code is neither. */
export function readPage(written: string): Page {
  // oxlint-disable-next-line no-control-regex
  const text = written.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu, "");
  const matter = frontMatter.exec(text);
  const lines = (matter === null ? text : text.slice(matter[0].length)).split(/\r?\n/u);
  const isCode = codeLines(lines);
  const prose = lines.map((line, index) => (isCode[index] ? "" : line));
  const found = findHeading(prose);
  const named = titleIn(matter?.[1] ?? "");
  return {
    title: named ?? found?.title ?? null,
    body: lines
      .toSpliced(found?.at ?? 0, found?.lines ?? 0)
      .join("\n")
      .trim(),
    images: imagesIn(prose),
  };
}

/** Whether a line is within a fence, or is one. */
function codeLines(lines: readonly string[]): boolean[] {
  let open: string | undefined;
  return lines.map((line) => {
    const mark = fence.exec(line)?.[1];
    if (open === undefined) {
      open = mark;
      return mark !== undefined;
    }
    if (mark !== undefined && mark[0] === open[0] && mark.length >= open.length) open = undefined;
    return true;
  });
}

function titleIn(matter: string): string | undefined {
  const value = /^title[ \t]*:[ \t]*(.+?)[ \t]*\r?$/mu.exec(matter)?.[1];
  const unquoted = value?.replace(/^(["'])(.*)\1$/u, "$2").trim();
  return unquoted === "" || unquoted === undefined ? undefined : plain(unquoted);
}

/** A heading in one line, or one that is underlined. */
function findHeading(lines: readonly string[]): { title: string; at: number; lines: number } | undefined {
  for (const [at, line] of lines.entries()) {
    const inLine = plain(heading.exec(line)?.[1] ?? "");
    if (inLine !== "") return { title: inLine, at, lines: 1 };
    const isUnderlined =
      /^ {0,3}(?:=+|-{2,})[ \t]*$/u.test(lines[at + 1] ?? "") && /^ {0,3}[\p{L}\p{N}]/u.test(line);
    if (isUnderlined) return { title: plain(line), at, lines: 2 };
  }
  return undefined;
}

/** A title without markup. */
function plain(title: string): string {
  return title
    .slice(0, 1_000)
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?/gu, "$1")
    .replace(/\{#[^}]*\}\s*$/u, "")
    .replace(/<\/?[a-z][^<>]*>/giu, "")
    .replace(/(\*{1,3}|`+|~~)(.+?)\1/gu, "$2")
    .replace(/\\([!-/:-@[-`{-~])/gu, "$1")
    .replace(/\s+/gu, " ")
    .trim();
}

function imagesIn(lines: readonly string[]): ShownImage[] {
  const targets = new Map(
    lines.flatMap((line) => {
      const [, name, target] = definition.exec(line) ?? [];
      return name === undefined || target === undefined ? [] : [[name.toLowerCase(), target] as const];
    }),
  );
  return lines.flatMap((line) => [
    ...[...line.matchAll(inlineImage)].flatMap(([, text = "", target = ""]) => local(target, text)),
    ...[...line.matchAll(htmlImage)].flatMap(([tag, target = ""]) =>
      local(target, altText.exec(tag)?.[1] ?? ""),
    ),
    ...[...line.matchAll(referredImage)].flatMap(([, text = "", name]) =>
      local(targets.get((name === undefined || name === "" ? text : name).toLowerCase()) ?? "", text),
    ),
  ]);
}

/** Nothing where it is an address. */
function local(target: string, text: string): ShownImage[] {
  const path = decoded(target.replace(/[?#].*$/u, ""));
  return path === "" || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/iu.test(path)
    ? []
    : [{ target: path, text: plain(text) }];
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target; // a lone per cent sign is one
  }
}
