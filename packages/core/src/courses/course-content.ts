import type {
  AddLessonBody,
  AddModuleBody,
  Lesson,
  Module,
  UpdateLessonBody,
  UpdateModuleBody,
} from "@smartcourse/contracts/courses/schemas";
import { maximumLessons, maximumModules } from "@smartcourse/contracts/courses/limits";
import { DomainError } from "@smartcourse/contracts/errors";
import { sentFields } from "./sent-fields.ts";

/** What an edit works on: the modules, and the id that the next one gets. */
export interface Content {
  readonly modules: readonly Module[];
  readonly nextId: number;
}

/** An edited content and what the edit is answered with. */
export interface Edited<T> extends Content {
  readonly result: T;
}

export type Edit<T> = (content: Content) => Edited<T>;

/** Adds a module with its lessons, at `position` (from 0) or at the end. @throws DomainError course.content_full */
export function addModule(body: AddModuleBody): Edit<Module> {
  return ({ modules, nextId }) => {
    assertRoom(modules, { modules: 1, lessons: body.lessons.length });
    const lessons = body.lessons.map((lesson, index): Lesson => ({
      ...lesson,
      id: nextId + 1 + index,
      order: index + 1,
    }));
    const added: Module = { id: nextId, title: body.title, description: body.description, order: 0, lessons };
    const edited = inOrder(insertAt(modules, added, body.position));
    return { modules: edited, nextId: nextId + 1 + lessons.length, result: findModule(edited, nextId) };
  };
}

/** @throws DomainError module.not_found */
export function updateModule(id: number, { position, ...change }: UpdateModuleBody): Edit<Module> {
  return (content) => {
    const updated: Module = { ...findModule(content.modules, id), ...sentFields(change) };
    const edited = inOrder(replace(content.modules, updated, position));
    return { ...content, modules: edited, result: findModule(edited, id) };
  };
}

/** @throws DomainError module.not_found */
export function deleteModule(id: number): Edit<undefined> {
  return (content) => {
    findModule(content.modules, id);
    return {
      ...content,
      modules: inOrder(content.modules.filter((module) => module.id !== id)),
      result: undefined,
    };
  };
}

/** @throws DomainError module.not_found, course.content_full */
export function addLesson(moduleId: number, { position, ...body }: AddLessonBody): Edit<Lesson> {
  return ({ modules, nextId }) => {
    const module = findModule(modules, moduleId);
    assertRoom(modules, { modules: 0, lessons: 1 });
    const lessons = inOrder(insertAt(module.lessons, { ...body, id: nextId, order: 0 }, position));
    return {
      modules: replace(modules, { ...module, lessons }),
      nextId: nextId + 1,
      result: findLesson(lessons, nextId),
    };
  };
}

/** @throws DomainError module.not_found, lesson.not_found */
export function updateLesson(
  moduleId: number,
  id: number,
  { position, ...change }: UpdateLessonBody,
): Edit<Lesson> {
  return (content) => {
    const module = findModule(content.modules, moduleId);
    const updated: Lesson = { ...findLesson(module.lessons, id), ...sentFields(change) };
    const lessons = inOrder(replace(module.lessons, updated, position));
    return {
      ...content,
      modules: replace(content.modules, { ...module, lessons }),
      result: findLesson(lessons, id),
    };
  };
}

/** @throws DomainError module.not_found, lesson.not_found */
export function deleteLesson(moduleId: number, id: number): Edit<undefined> {
  return (content) => {
    const module = findModule(content.modules, moduleId);
    findLesson(module.lessons, id);
    const lessons = inOrder(module.lessons.filter((lesson) => lesson.id !== id));
    return { ...content, modules: replace(content.modules, { ...module, lessons }), result: undefined };
  };
}

function assertRoom(modules: readonly Module[], more: { modules: number; lessons: number }): void {
  const lessons = modules.reduce((sum, module) => sum + module.lessons.length, more.lessons);
  if (modules.length + more.modules <= maximumModules && lessons <= maximumLessons) return;
  throw new DomainError(
    "course.content_full",
    `A course has at most ${maximumModules} modules and ${maximumLessons} lessons: make another course of the rest`,
  );
}

export function findModule(modules: readonly Module[], id: number): Module {
  const found = modules.find((module) => module.id === id);
  if (found === undefined)
    throw new DomainError("module.not_found", `There is no module ${id} in this course`);
  return found;
}

export function findLesson(lessons: readonly Lesson[], id: number): Lesson {
  const found = lessons.find((lesson) => lesson.id === id);
  if (found === undefined)
    throw new DomainError("lesson.not_found", `There is no lesson ${id} in this module`);
  return found;
}

function insertAt<T>(items: readonly T[], item: T, position = items.length): T[] {
  return items.toSpliced(Math.min(position, items.length), 0, item);
}

/** In its old place, or moved to `position`. */
function replace<T extends { id: number }>(items: readonly T[], item: T, position?: number): T[] {
  const others = items.filter(({ id }) => id !== item.id);
  return insertAt(others, item, position ?? items.findIndex(({ id }) => id === item.id));
}

function inOrder<T extends { order: number }>(items: readonly T[]): T[] {
  return items.map((item, index) => ({ ...item, order: index + 1 }));
}
