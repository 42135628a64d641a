import type { ExtractedPage, Heading } from "./extracted-text.ts";

/** A stretch of one page under one heading path. Offsets in the page's text. */
export interface Section {
  readonly page: ExtractedPage;
  readonly start: number;
  readonly end: number;
  readonly path: readonly string[];
}

/**
 * Cuts pages at their headings, each section beginning with its heading line. Headings that follow one another with
 * nothing between (a chapter's and its first section's) open one section together: alone they would say nothing.
 * The path carries over to the next page.
 */
export function splitSections(pages: readonly ExtractedPage[]): Section[] {
  const open: Heading[] = [];
  return pages.flatMap((page) => pageSections(page, open));
}

function pageSections(page: ExtractedPage, open: Heading[]): Section[] {
  const sections: Section[] = [];
  let start = 0;
  let path = pathOf(open);
  for (const run of headingRuns(page)) {
    const first = run[0];
    if (first === undefined) continue;
    if (first.start > start) sections.push({ page, start, end: first.start, path });
    for (const heading of run) enter(heading, open);
    start = first.start;
    path = pathOf(open);
  }
  return [...sections, { page, start, end: page.text.length, path }];
}

function headingRuns({ headings, text }: ExtractedPage): Heading[][] {
  const runs: Heading[][] = [];
  for (const heading of headings) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && text.slice(last.end, heading.start).trim() === "") run.push(heading);
    else runs.push([heading]);
  }
  return runs;
}

function enter(heading: Heading, open: Heading[]): void {
  while ((open.at(-1)?.level ?? 0) >= heading.level) open.pop();
  open.push(heading);
}

function pathOf(open: readonly Heading[]): string[] {
  return open.map((heading) => heading.text);
}
