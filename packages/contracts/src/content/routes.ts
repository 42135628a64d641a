import { defineRoute } from "../define.ts";
import { CourseParams } from "../courses/schemas.ts";
import { PageQuery } from "../shared-schemas.ts";
import { AddMaterialBody, Material, MaterialPage, MaterialParams, MaterialWithUpload } from "./schemas.ts";

const authors = ["instructor", "admin"] as const;

export const addMaterial = defineRoute({
  id: "content.addMaterial",
  method: "POST",
  path: "/courses/{id}/materials",
  access: authors,
  summary: "Announce a file and get a form to upload it with",
  description:
    "POST the form's fields and the file to `upload.url` within 15 minutes. Its arrival starts the extraction; the material's status tells how it goes.",
  params: CourseParams,
  body: AddMaterialBody,
  replies: { 201: MaterialWithUpload },
  errors: ["course.not_found", "course.archived", "module.not_found", "lesson.not_found"],
  uses: ["postgres", "redis", "mongo", "s3"],
});

export const listMaterials = defineRoute({
  id: "content.listMaterials",
  method: "GET",
  path: "/courses/{id}/materials",
  access: authors,
  summary: "List a course's materials",
  params: CourseParams,
  query: PageQuery,
  replies: { 200: MaterialPage },
  errors: ["course.not_found"],
  uses: ["postgres", "redis"],
});

export const getMaterial = defineRoute({
  id: "content.getMaterial",
  method: "GET",
  path: "/courses/{id}/materials/{material_id}",
  access: authors,
  summary: "Read a material and its status",
  params: MaterialParams,
  replies: { 200: Material },
  errors: ["course.not_found", "material.not_found"],
  uses: ["postgres", "redis"],
});
