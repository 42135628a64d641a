import type { Module } from "@smartcourse/contracts/courses/schemas";
import { collection, mongo } from "@smartcourse/platform/mongo";
import { env } from "@smartcourse/platform/env";

/**
 * A course's draft: one document, changed whole or not at all. `next_id` gives modules and lessons ids that are never used
 * again. `applied` remembers the last additions by idempotency key, so that repeating one finds what it made.
 */
export interface ContentDraft {
  _id: number;
  course_id: number;
  revision: number;
  next_id: number;
  modules: Module[];
  metadata: Record<string, unknown>;
  applied: { key: string; id: number }[];
  updated_at: Date;
}

/** A material as a version of a course has it. `chunks_key`: where its text lies in S3, cut to passages. */
export interface VersionMaterial {
  id: number;
  title: string;
  module_id: number | null;
  lesson_id: number | null;
  sha256: string;
  chunks_key: string;
}

/** What a publication froze. Written once and never changed. */
export interface ContentVersion {
  _id: string;
  course_id: number;
  version: number;
  modules: Module[];
  materials: VersionMaterial[];
  metadata: Record<string, unknown>;
  created_at: Date;
}

export const drafts = () => collection<ContentDraft>("course_contents");
export const versions = () => collection<ContentVersion>("course_versions");

const module = {
  bsonType: "object",
  required: ["id", "title", "order", "lessons"],
  properties: {
    id: { bsonType: ["int", "long", "double"] },
    title: { bsonType: "string", minLength: 1, maxLength: 255 },
    order: { bsonType: ["int", "long", "double"] },
    lessons: {
      bsonType: "array",
      items: {
        bsonType: "object",
        required: ["id", "title", "order", "type"],
        properties: {
          title: { bsonType: "string", minLength: 1, maxLength: 255 },
          type: { enum: ["video", "reading", "quiz", "assignment"] },
        },
      },
    },
  },
};

const validators = {
  course_contents: {
    bsonType: "object",
    required: ["_id", "course_id", "revision", "next_id", "modules", "metadata"],
    properties: {
      course_id: { bsonType: ["int", "long", "double"] },
      modules: { bsonType: "array", items: module },
    },
  },
  course_versions: {
    bsonType: "object",
    required: ["_id", "course_id", "version", "modules", "materials"],
    properties: { _id: { bsonType: "string" }, modules: { bsonType: "array", minItems: 1, items: module } },
  },
} as const;

const namespaceExists = 48;

/** Makes the collections with their validators, or brings the validators up to date. */
export async function provisionContent(): Promise<void> {
  const db = mongo().db(env("MONGODB_DATABASE"));
  for (const [name, schema] of Object.entries(validators)) {
    try {
      await db.createCollection(name, { validator: { $jsonSchema: schema } });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === namespaceExists)) throw error;
      await db.command({ collMod: name, validator: { $jsonSchema: schema } });
    }
  }
}
