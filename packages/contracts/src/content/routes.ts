import { defineRoute } from "../define.ts";
import { CourseParams } from "../courses/schemas.ts";
import { Empty, PageQuery } from "../shared-schemas.ts";
import {
  AddMaterialBody,
  CompleteUploadBody,
  CourseThumbnail,
  Material,
  MaterialPage,
  MaterialParams,
  MaterialWithUpload,
  RetriedMaterial,
  RetryMaterialBody,
  SetThumbnailBody,
  SignPartsBody,
  SignedParts,
  UpdateMaterialBody,
} from "./schemas.ts";

const authors = ["instructor", "admin"] as const;

export const addMaterial = defineRoute({
  id: "content.addMaterial",
  method: "POST",
  path: "/courses/{id}/materials",
  access: authors,
  summary: "Announce a file and learn how to upload it",
  description:
    "Texts and pictures: POST the form's fields and the file to `upload.url` within 15 minutes. Videos: PUT each part to its URL, ask `/parts` for the URLs of further ones, and tell `/complete` the ETags. The file's arrival starts its processing; the material's status tells how it goes.",
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
  uses: ["postgres", "redis", "s3"],
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
  uses: ["postgres", "redis", "s3"],
});

export const updateMaterial = defineRoute({
  id: "content.updateMaterial",
  method: "PUT",
  path: "/courses/{id}/materials/{material_id}",
  access: authors,
  summary: "Rename a material or move it to another module or lesson",
  params: MaterialParams,
  body: UpdateMaterialBody,
  replies: { 200: Material },
  errors: [
    "course.not_found",
    "course.archived",
    "material.not_found",
    "module.not_found",
    "lesson.not_found",
    "request.precondition_failed",
  ],
  uses: ["postgres", "redis", "mongo", "s3"],
});

export const deleteMaterial = defineRoute({
  id: "content.deleteMaterial",
  method: "DELETE",
  path: "/courses/{id}/materials/{material_id}",
  access: authors,
  summary: "Delete a material, whatever its status",
  description:
    "An upload under way is given up, and the file removed. A version that was published with the material keeps its text.",
  params: MaterialParams,
  replies: { 204: Empty },
  errors: ["course.not_found", "course.archived", "material.not_found", "request.precondition_failed"],
  uses: ["postgres", "redis"],
});

export const retryMaterial = defineRoute({
  id: "content.retryMaterial",
  method: "POST",
  path: "/courses/{id}/materials/{material_id}/retry",
  access: authors,
  summary: "Try a failed material again",
  description:
    "Where the file still lies there, it is processed again and `upload` is null. Else, and where no file has come yet, `upload` tells how to upload one anew; its size may be another.",
  params: MaterialParams,
  body: RetryMaterialBody,
  replies: { 200: RetriedMaterial },
  errors: [
    "course.not_found",
    "course.archived",
    "material.not_found",
    "material.not_failed",
    "material.too_large",
  ],
  uses: ["postgres", "redis", "s3"],
});

export const signParts = defineRoute({
  id: "content.signParts",
  method: "POST",
  path: "/courses/{id}/materials/{material_id}/parts",
  access: authors,
  summary: "Get the URLs of further parts of an upload, or fresh ones",
  params: MaterialParams,
  body: SignPartsBody,
  replies: { 200: SignedParts },
  errors: [
    "course.not_found",
    "course.archived",
    "material.not_found",
    "material.not_awaited",
    "material.parts_invalid",
  ],
  uses: ["postgres", "redis", "s3"],
});

export const completeUpload = defineRoute({
  id: "content.completeUpload",
  method: "POST",
  path: "/courses/{id}/materials/{material_id}/complete",
  access: authors,
  summary: "Put the uploaded parts together",
  description:
    "Repeating it changes nothing. Where the parts are not as long as the file that was announced, the upload is given up and the material has failed: `/retry` begins a new one.",
  params: MaterialParams,
  body: CompleteUploadBody,
  replies: { 202: Material },
  errors: [
    "course.not_found",
    "course.archived",
    "material.not_found",
    "material.not_awaited",
    "material.parts_invalid",
  ],
  uses: ["postgres", "redis", "s3"],
  // What S3 has done is not undone by a transaction: it is put down in several.
  transaction: false,
  idempotent: true,
});

export const getCourseThumbnail = defineRoute({
  id: "content.getCourseThumbnail",
  method: "GET",
  path: "/courses/{id}/thumbnail",
  access: "optional",
  summary: "Get a course's picture",
  description:
    "Redirects to the one that was chosen, else to the one at `thumbnail_url`, else to a drawn one.",
  params: CourseParams,
  replies: { 302: Empty },
  errors: ["course.not_found", "course.no_thumbnail"],
  uses: ["postgres", "redis", "s3"],
});

export const setCourseThumbnail = defineRoute({
  id: "content.setCourseThumbnail",
  method: "PUT",
  path: "/courses/{id}/thumbnail",
  access: authors,
  summary: "Choose one of the course's pictures to stand for it, or none",
  params: CourseParams,
  body: SetThumbnailBody,
  replies: { 200: CourseThumbnail },
  errors: ["course.not_found", "course.archived", "material.not_found", "material.not_an_image"],
  uses: ["postgres", "redis"],
});
