import { maximumMaterialBytes } from "@smartcourse/contracts/content/schemas";
import type { FieldError } from "@smartcourse/contracts/errors";
import { manifestPath } from "@smartcourse/contracts/transfer/manifest";
import type { CoursePlan } from "./course-plan.ts";
import { isPage } from "./folder-names.ts";
import type { Archive } from "./open-zip.ts";
import { planFromFolder } from "./plan-from-folder.ts";
import { planFromManifest } from "./plan-from-manifest.ts";
import { type Page, readPage } from "./read-page.ts";
import { refusal } from "./refusal.ts";

/** A manifest of 4,000 materials has two megabytes. */
const maximumManifestBytes = 16 * 1024 * 1024;

/** What was said when an archive was announced. */
export interface Announced {
  readonly filename: string;
  readonly title: string | null;
}

/**
 * The course that an archive asks for: by its manifest, else as a folder of Markdown. The same archive is the same course.
 * @throws DomainError import.refused
 */
export async function readPlan(archive: Archive, { filename, title }: Announced): Promise<CoursePlan> {
  const root = commonFolder([...archive.files.keys()]);
  if (archive.files.has(`${root}${manifestPath}`)) {
    const text = await readText(archive, `${root}${manifestPath}`, maximumManifestBytes);
    const plan = planFromManifest(text, archive.files, root);
    return title === null ? plan : { ...plan, course: { ...plan.course, title } };
  }
  const name = filename.replace(/\.zip$/iu, "");
  return planFromFolder({
    root,
    files: archive.files,
    pages: await readPages(archive),
    title: title ?? (root === "" ? name : ""),
  });
}

/** The folder that holds every file, as "course/"; nothing where there is none. */
function commonFolder(paths: readonly string[]): string {
  const [first = ""] = paths;
  const folder = first.slice(0, first.indexOf("/") + 1);
  return folder !== "" && paths.every((path) => path.startsWith(folder)) ? folder : "";
}

async function readPages(archive: Archive): Promise<Map<string, Page>> {
  const pages = new Map<string, Page>();
  const errors: FieldError[] = [];
  for (const path of archive.files.keys()) {
    if (!isPage(path)) continue;
    try {
      pages.set(path, readPage(await readText(archive, path, maximumMaterialBytes)));
    } catch (error) {
      if (!(error instanceof TextError)) throw error;
      errors.push({ field: path, code: "not_text", message: error.message });
    }
  }
  if (errors.length > 0) throw refusal(errors);
  return pages;
}

class TextError extends Error {}

async function readText(archive: Archive, path: string, maximum: number): Promise<string> {
  const size = archive.files.get(path) ?? 0;
  if (size > maximum)
    throw refusal([{ field: path, code: "too_large", message: `must have at most ${maximum} bytes` }]);
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.read(path)) pieces.push(piece);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(pieces));
    if (!text.includes("\0")) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new TextError("is not text in UTF-8: save it as that");
}
