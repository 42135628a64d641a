import * as z from "zod";
import { materialTypes, maximumBytes } from "../content/schemas.ts";
import { maximumLessons, maximumModules } from "../courses/limits.ts";
import { AddLessonBody, CreateCourseBody } from "../courses/schemas.ts";
import { Id, text } from "../shared-schemas.ts";

/** The path of the manifest in an archive. */
export const manifestPath = "manifest.json";
export const manifestFormat = "smartcourse.course";
export const manifestVersion = 1;

/** What tells a manifest from other JSON, and whether this platform can read it: looked at before all else. */
export const ManifestHead = z.object({
  format: z.literal(manifestFormat, `must be "${manifestFormat}"`),
  schema_version: z.int(),
});

/** Also by its title, because another platform's course of that number is another one. */
const Prerequisite = z.strictObject({ id: Id, title: z.string().max(255) });

const CourseFields = CreateCourseBody.extend({ prerequisites: z.array(Prerequisite).max(20).default([]) });

const PlannedModule = z.strictObject({
  title: text(255),
  description: text(5_000).nullable().default(null),
  lessons: z
    .array(AddLessonBody.omit({ position: true }))
    .max(maximumLessons)
    .default([]),
});

/** Where a material belongs: the how manieth module, counted from 1, and the how manieth lesson of that. */
const place = {
  module: z.int().min(1).nullable().default(null),
  lesson: z.int().min(1).nullable().default(null),
};

/** `path` is the file's in the archive. */
const PlannedMaterial = z
  .strictObject({
    path: z.string().min(1).max(1_000),
    title: text(255),
    filename: text(255),
    content_type: z.enum(materialTypes, `must be one of: ${materialTypes.join(", ")}`),
    size_bytes: z.int().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in lower-case hexadecimal digits"),
    ...place,
  })
  .superRefine(({ content_type, size_bytes }, context) => {
    const maximum = maximumBytes(content_type);
    if (size_bytes > maximum) {
      const message = `must be at most ${maximum} for ${content_type}`;
      context.addIssue({ code: "custom", path: ["size_bytes"], message });
    }
  });

/** A course as an archive has it, beside the files themselves. `thumbnail`: the path of the picture that stands for it. */
export const Manifest = z
  .strictObject({
    format: z.literal(manifestFormat),
    schema_version: z.literal(manifestVersion),
    course: CourseFields,
    modules: z.array(PlannedModule).max(maximumModules),
    materials: z.array(PlannedMaterial).max(4_000),
    thumbnail: z.string().nullable().default(null),
  })
  .superRefine((manifest, context) => {
    for (const { path, message } of contradictions(manifest))
      context.addIssue({ code: "custom", path, message });
  });
export type Manifest = z.infer<typeof Manifest>;

interface Contradiction {
  readonly path: (string | number)[];
  readonly message: string;
}

interface Parts {
  readonly course: z.infer<typeof CourseFields>;
  readonly modules: readonly z.infer<typeof PlannedModule>[];
  readonly materials: readonly z.infer<typeof PlannedMaterial>[];
  readonly thumbnail: string | null;
}

function contradictions({ course, modules, materials, thumbnail }: Parts): Contradiction[] {
  const found: Contradiction[] = [];
  const { enrollment_opens_at: opens, enrollment_closes_at: closes } = course;
  if (opens !== null && closes !== null && Date.parse(closes) <= Date.parse(opens)) {
    found.push({ path: ["course", "enrollment_closes_at"], message: "must be after enrollment_opens_at" });
  }
  if (modules.reduce((sum, { lessons }) => sum + lessons.length, 0) > maximumLessons) {
    found.push({ path: ["modules"], message: `must have at most ${maximumLessons} lessons together` });
  }
  for (const [index, { module, lesson }] of materials.entries()) {
    const path = ["materials", index];
    const lessons = module === null ? undefined : modules[module - 1]?.lessons;
    if (module !== null && lessons === undefined) {
      found.push({ path: [...path, "module"], message: `there is no module ${module}` });
    } else if (lesson !== null && lessons?.[lesson - 1] === undefined) {
      const message = module === null ? "needs its module" : `module ${module} has no lesson ${lesson}`;
      found.push({ path: [...path, "lesson"], message });
    }
  }
  const picture = materials.find(({ path }) => path === thumbnail);
  if (thumbnail !== null && picture?.content_type.startsWith("image/") !== true) {
    found.push({ path: ["thumbnail"], message: "must be the path of a material that is an image" });
  }
  return found;
}
