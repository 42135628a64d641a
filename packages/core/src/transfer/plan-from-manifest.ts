import type * as z from "zod";
import type { FieldError } from "@smartcourse/contracts/errors";
import {
  Manifest,
  ManifestHead,
  manifestPath,
  manifestVersion,
} from "@smartcourse/contracts/transfer/manifest";
import type { CoursePlan } from "./course-plan.ts";
import { refusal } from "./refusal.ts";

/** Files of an archive: their sizes in bytes by their paths. */
export type FileSizes = ReadonlyMap<string, number>;

/**
 * The course that a manifest describes, held against the files that came with it. `root`: the folder that holds all, as
 * "course/", or nothing.
 * @throws DomainError import.refused with all that is wrong
 */
export function planFromManifest(text: string, files: FileSizes, root: string): CoursePlan {
  const manifest = parseManifest(text);
  const errors = manifest.materials.flatMap(({ path, size_bytes }, index) =>
    missingOrOther(files.get(`${root}${path}`), size_bytes).map(([name, message]) => ({
      field: `${manifestPath}: materials.${index}.${name}`,
      message,
    })),
  );
  if (errors.length > 0) throw refusal(errors);
  const materials = manifest.materials.map((material) => ({ ...material, path: `${root}${material.path}` }));
  const { course, modules, thumbnail } = manifest;
  const used = new Set([`${root}${manifestPath}`, ...materials.map(({ path }) => path)]);
  return {
    course,
    modules,
    materials,
    thumbnail: thumbnail === null ? null : `${root}${thumbnail}`,
    left_out: [...files.keys()].flatMap((path) =>
      used.has(path) ? [] : [{ subject: path, reason: "The manifest does not name it." }],
    ),
  };
}

function missingOrOther(
  size: number | undefined,
  said: number,
): (readonly [field: "path" | "size_bytes", message: string])[] {
  if (size === undefined) return [["path", "there is no such file in the archive"]];
  return size === said ? [] : [["size_bytes", `the file has ${size} bytes, not ${said}`]];
}

function parseManifest(text: string): Manifest {
  const value = parseJson(text);
  const { schema_version } = accepted(ManifestHead.safeParse(value));
  if (schema_version !== manifestVersion) {
    const message = `is ${schema_version}; this platform reads ${manifestVersion}. Export the course there in that version, or import it into a newer platform.`;
    throw refusal([{ field: `${manifestPath}: schema_version`, code: "unknown_version", message }]);
  }
  return accepted(Manifest.safeParse(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refusal([{ field: manifestPath, code: "malformed_json", message: "is not valid JSON" }], cause);
  }
}

function accepted<T>(result: z.ZodSafeParseResult<T>): T {
  if (result.success) return result.data;
  throw refusal(result.error.issues.flatMap(toErrors));
}

function toErrors(issue: z.core.$ZodIssue): FieldError[] {
  const at = (path: readonly PropertyKey[]) =>
    path.length === 0 ? manifestPath : `${manifestPath}: ${path.map(String).join(".")}`;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: at([...issue.path, key]),
      message: "is not a known field",
      code: issue.code,
    }));
  }
  return [{ field: at(issue.path), message: issue.message, code: issue.code }];
}
