import { posix } from "node:path";
import { maximumLessons, maximumModules } from "@smartcourse/contracts/courses/limits";
import { CreateCourseBody } from "@smartcourse/contracts/courses/schemas";
import type { FieldError } from "@smartcourse/contracts/errors";
import type { LeftOut } from "@smartcourse/contracts/transfer/schemas";
import type { CoursePlan } from "./course-plan.ts";
import { type ChapterPages, type Folder, FolderFiles, lessonTitle } from "./folder-files.ts";
import { comparePaths, asTitle, isIndex, readable, shortened } from "./folder-names.ts";
import type { Page } from "./read-page.ts";
import { refusal, refuseArchive } from "./refusal.ts";

type PlannedModule = CoursePlan["modules"][number];

const longestCourseDescription = 20_000;
const longestModuleDescription = 5_000;

/**
 * The course that a folder of Markdown makes: directories are modules, pages lessons with the page as their material, a README
 * or index describes its directory, and the pictures that pages show are materials too. Sorted as people count.
 * @throws DomainError import.refused where there is no page, or too many
 */
export function planFromFolder(folder: Folder): CoursePlan {
  const leftOut: LeftOut[] = [];
  const pages = [...folder.pages].filter(([path, page]) => isUsable(folder, path, page, leftOut));
  if (pages.length === 0) {
    throw refuseArchive("no_content", "has neither a manifest.json nor a Markdown file with text in it");
  }
  const chapters = chaptersOf(folder, new Map(pages));
  const modules = chapters.filter(({ module }) => module !== null);
  assertRoom(modules);
  const materials = new FolderFiles(folder, leftOut);
  for (const [index, chapter] of modules.entries()) materials.add(chapter, index + 1);
  for (const chapter of chapters) if (chapter.module === null) materials.add(chapter, null);
  const root = chapters.find(({ directory }) => directory === "");
  return {
    course: {
      ...CreateCourseBody.parse({ title: courseTitle(folder) }),
      description: root?.description ?? null,
      prerequisites: [],
    },
    modules: modules.flatMap(({ module }) => (module === null ? [] : [module])),
    materials: materials.list,
    thumbnail: null,
    left_out: [...leftOut, ...materials.unused()],
  };
}

function isUsable({ files }: Folder, path: string, { body, title }: Page, leftOut: LeftOut[]): boolean {
  if (body !== "" || (title !== null && (files.get(path) ?? 0) > 0)) return true;
  leftOut.push({ subject: path, reason: "There is no text in it." });
  return false;
}

/** A directory with pages. `module` is null for a root that has none but the page that describes the course. */
interface Chapter extends ChapterPages {
  readonly directory: string;
  readonly description: string | null;
  readonly module: PlannedModule | null;
}

function chaptersOf(folder: Folder, pages: ReadonlyMap<string, Page>): Chapter[] {
  const byDirectory = Map.groupBy(pages, ([path]) => directoryOf(folder, path));
  const directories = [...byDirectory.keys()].toSorted(comparePaths);
  return directories.map((directory) => toChapter(folder, directory, byDirectory.get(directory) ?? []));
}

function directoryOf({ root }: Folder, path: string): string {
  const directory = posix.dirname(path.slice(root.length));
  return directory === "." ? "" : directory;
}

function toChapter(folder: Folder, directory: string, pages: readonly (readonly [string, Page])[]): Chapter {
  const inOrder = pages.toSorted(([one], [other]) => comparePaths(one, other));
  const index = inOrder.find(([path]) => isIndex(path));
  const longest = directory === "" ? longestCourseDescription : longestModuleDescription;
  const text = index?.[1].body ?? "";
  const description = text === "" ? null : shortened(text, longest);
  const others = inOrder.filter((page) => page !== index);
  // What a description cannot hold is a lesson, and so is a page that is alone: nothing of the text is lost.
  const isAlone = others.length === 0 && directory !== "";
  const isLesson = index !== undefined && (isAlone || text.length > longest);
  const lessons = isLesson ? [index, ...others] : others;
  const module = lessons.length === 0 ? null : toModule(folder, directory, { description, lessons, index });
  return { directory, description, module, lessons, index: isLesson ? undefined : index };
}

function toModule(
  folder: Folder,
  directory: string,
  { description, lessons, index }: Pick<Chapter, "description" | "lessons" | "index">,
): PlannedModule {
  const isRoot = directory === "";
  const title = isRoot
    ? courseTitle(folder)
    : (index?.[1].title ?? directory.split("/").map(readable).join(" / "));
  return {
    title: asTitle(title),
    // The root's describes the course.
    description: isRoot ? null : description,
    lessons: lessons.map(([path, page]) => ({
      title: lessonTitle(path, page),
      type: "reading",
      content_url: null,
      duration_minutes: null,
      due_at: null,
    })),
  };
}

function courseTitle({ root, title }: Folder): string {
  const name = title !== "" ? title : readable(root.replace(/\/$/u, ""));
  return asTitle(name === "" ? "Imported course" : name);
}

function assertRoom(chapters: readonly Chapter[]): void {
  const errors: FieldError[] = [];
  if (chapters.length > maximumModules) {
    const message = `has ${chapters.length} directories with pages; ${maximumModules} modules are the most`;
    errors.push({ field: "archive", code: "too_many_modules", message });
  }
  const lessons = chapters.reduce((sum, chapter) => sum + chapter.lessons.length, 0);
  if (lessons > maximumLessons) {
    const message = `has ${lessons} pages; ${maximumLessons} lessons are the most`;
    errors.push({ field: "archive", code: "too_many_lessons", message });
  }
  if (errors.length > 0) throw refusal(errors);
}
