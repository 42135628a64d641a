import { posix } from "node:path";
import { type MaterialType, maximumBytes } from "@smartcourse/contracts/content/schemas";
import type { LeftOut } from "@smartcourse/contracts/transfer/schemas";
import type { PlannedFile } from "./course-plan.ts";
import { asTitle, readable } from "./folder-names.ts";
import type { FileSizes } from "./plan-from-manifest.ts";
import type { Page, ShownImage } from "./read-page.ts";

/** A folder as it was packed: `root` is the one folder that holds all, as "docs/", or nothing. */
export interface Folder {
  readonly root: string;
  readonly files: FileSizes;
  /** What the Markdown files say, by their paths. */
  readonly pages: ReadonlyMap<string, Page>;
  /** For the course, where the folder has no name. */
  readonly title: string;
}

/** The pages of a directory: those of its lessons, in their order, and the one that is no lesson. */
export interface ChapterPages {
  readonly lessons: readonly (readonly [path: string, page: Page])[];
  readonly index: readonly [path: string, page: Page] | undefined;
}

const pictures: Readonly<Record<string, MaterialType>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".gif": "image/gif",
  ".avif": "image/avif",
};

export function lessonTitle(path: string, { title }: Page): string {
  return asTitle(title ?? readable(posix.parse(path).name));
}

/** Collects the files that become materials: each page, and each picture where it is shown first. */
export class FolderFiles {
  readonly list: PlannedFile[] = [];
  readonly #folder: Folder;
  readonly #leftOut: LeftOut[];
  readonly #seen = new Set<string>();

  constructor(folder: Folder, leftOut: LeftOut[]) {
    this.#folder = folder;
    this.#leftOut = leftOut;
  }

  add({ lessons, index }: ChapterPages, module: number | null): void {
    for (const [at, [path, page]] of lessons.entries()) {
      const place = { module, lesson: module === null ? null : at + 1 };
      this.#push(path, { title: lessonTitle(path, page), content_type: "text/markdown", ...place });
      for (const image of page.images) this.#addImage(path, image, place);
    }
    if (index === undefined) return;
    const [path, { images }] = index;
    this.#seen.add(path);
    for (const image of images) this.#addImage(path, image, { module, lesson: null });
  }

  /** Files that nothing refers to. */
  unused(): LeftOut[] {
    return [...this.#folder.files.keys()].flatMap((path) =>
      this.#seen.has(path) || this.#folder.pages.has(path)
        ? []
        : [{ subject: path, reason: "It is neither Markdown nor a picture that a page shows." }],
    );
  }

  #addImage(page: string, { target, text }: ShownImage, place: Pick<PlannedFile, "module" | "lesson">): void {
    const { root, files } = this.#folder;
    const path = target.startsWith("/")
      ? posix.join(root, target.slice(1))
      : posix.join(posix.dirname(page), target).normalize("NFC");
    if (this.#seen.has(path)) return;
    const content_type = pictures[posix.extname(path).toLowerCase()];
    if (!files.has(path)) {
      this.#leftOut.push({ subject: path, reason: `${page} shows it, but it is not in the archive.` });
    } else if (content_type === undefined) {
      this.#leftOut.push({ subject: path, reason: "Pictures of this kind cannot be shown." });
    } else {
      const title = asTitle(text === "" ? readable(posix.parse(path).name) : text);
      this.#push(path, { title, content_type, ...place });
    }
    this.#seen.add(path);
  }

  #push(path: string, file: Pick<PlannedFile, "title" | "content_type" | "module" | "lesson">): void {
    const size_bytes = this.#folder.files.get(path) ?? 0;
    this.#seen.add(path);
    if (size_bytes === 0 || size_bytes > maximumBytes(file.content_type)) {
      const reason =
        size_bytes === 0 ? "It is empty." : `It has more than ${maximumBytes(file.content_type)} bytes.`;
      this.#leftOut.push({ subject: path, reason });
      return;
    }
    const filename = posix.basename(path).slice(-100);
    this.list.push({ ...file, path, filename, size_bytes, sha256: null });
  }
}
