import type { MaterialWarning } from "@smartcourse/contracts/content/schemas";
import type { ExtractedFile } from "./chunk-archive.ts";

/** So many pages are listed; a book of scans has more. */
const mostListed = 100;
const mostRanges = 12;

/** What an instructor should know of a file that could be read: which of its pages have no text. */
export function textWarnings({
  empty_pages,
}: Pick<ExtractedFile, "empty_pages">): readonly MaterialWarning[] {
  if (empty_pages.length === 0) return [];
  const ranges = rangesOf(empty_pages);
  const named = ranges.slice(0, mostRanges);
  const list = new Intl.ListFormat("en-GB").format([
    ...named.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)),
    ...(ranges.length > named.length ? ["others"] : []),
  ]);
  const [page, has] = empty_pages.length === 1 ? ["Page", "has"] : ["Pages", "have"];
  const message =
    `${page} ${list} ${has} no text (scanned?), so nothing on them can be found or asked about. ` +
    "If they are scans, run the file through text recognition (OCR) and upload the result.";
  return [{ code: "pages_without_text", message, pages: empty_pages.slice(0, mostListed) }];
}

function rangesOf(pages: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const page of pages) {
    const last = ranges.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else ranges.push([page, page]);
  }
  return ranges;
}
