import { insertImportedMaterials } from "@smartcourse/core/content/insert-imported-materials";
import {
  insertImportedCourse,
  numberContent,
  storeImportedDraft,
} from "@smartcourse/core/courses/create-imported-course";
import type { CoursePlan } from "@smartcourse/core/transfer/course-plan";
import { readCheckedPlan, requireImport } from "@smartcourse/core/transfer/import-archive";
import {
  knownPrerequisites,
  lockImport,
  noteMade,
  takeCourseId,
} from "@smartcourse/core/transfer/import-store";
import type { Db } from "@smartcourse/platform/postgres";

/**
 * Makes the course that a checked archive asks for: its number is taken, its draft stored under it, and then, in one
 * transaction, course and materials are there. Whoever dies in between leaves a draft that nobody sees, which the next try
 * finds. Safe to run again, also after the course was edited or deleted.
 */
export async function makeImportedCourse(db: Db, importId: number): Promise<void> {
  const announced = await requireImport(db, importId);
  if (announced.course_made_at !== null) return;
  const plan = await readCheckedPlan(announced);
  const id = await takeCourseId(db, importId);
  const content = numberContent(plan.modules);
  await storeImportedDraft(id, content);
  const { owner_id: instructor_id } = announced;
  const wanted = plan.course.prerequisites;
  const prerequisites = await knownPrerequisites(db, instructor_id, wanted);
  await db.transaction().execute(async (tx) => {
    const locked = await lockImport(tx, importId);
    if (locked === undefined || locked.course_made_at !== null) return;
    await insertImportedCourse(tx, { id, instructor_id, course: plan.course, prerequisites });
    const materials = place(plan, content.modules);
    const files = await insertImportedMaterials(tx, id, materials, plan.thumbnail);
    await noteMade(tx, importId, { files, left_out: [...plan.left_out, ...unknown(wanted, prerequisites)] });
  });
}

/** The materials with the ids of their modules and lessons. */
function place({ materials }: CoursePlan, modules: ReturnType<typeof numberContent>["modules"]) {
  return materials.map(({ path, title, filename, content_type, size_bytes, module, lesson }) => {
    const within = module === null ? undefined : modules[module - 1];
    const at = lesson === null ? undefined : within?.lessons[lesson - 1];
    const file = { path, title, filename, content_type, size_bytes };
    return { ...file, module_id: within?.id ?? null, lesson_id: at?.id ?? null };
  });
}

function unknown(wanted: CoursePlan["course"]["prerequisites"], known: readonly number[]) {
  return wanted.flatMap(({ id, title }, index) =>
    known.includes(id)
      ? []
      : [
          {
            subject: `course.prerequisites.${index}`,
            reason: `The course "${title}" is not here, or not yours to require.`,
          },
        ],
  );
}
