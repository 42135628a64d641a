import * as z from "zod";
import { defineRoute, roles } from "../define.ts";
import { Health, TaskParams, TaskStatus, WorkflowParams, WorkflowStatus } from "./schemas.ts";

const document = { method: "GET", access: "public", errors: [], uses: ["redis"] } as const;

export const getHealth = defineRoute({
  id: "operations.getHealth",
  method: "GET",
  path: "/health",
  access: "public",
  summary: "The state of each dependency",
  description: "Always 200: `status` tells. Degraded is not down.",
  replies: { 200: Health },
  errors: [],
  uses: ["postgres", "redis", "mongo", "s3", "sqs", "kafka", "qdrant", "llm", "temporal"],
});

export const getOpenapi = defineRoute({
  ...document,
  id: "operations.getOpenapi",
  path: "/openapi.json",
  summary: "This API as an OpenAPI 3.1 document",
  replies: { 200: z.record(z.string(), z.unknown()) },
});

export const getDocs = defineRoute({
  ...document,
  id: "operations.getDocs",
  path: "/docs",
  summary: "The API reference, to read and to try",
  replies: { 200: z.string() },
  mediaType: "text/html",
});

export const getRedoc = defineRoute({
  ...document,
  id: "operations.getRedoc",
  path: "/redoc",
  summary: "The API reference, to read",
  replies: { 200: z.string() },
  mediaType: "text/html",
});

export const getDocsAsset = defineRoute({
  ...document,
  id: "operations.getDocsAsset",
  path: "/docs/assets/{name}",
  summary: "A script or style sheet of the reference pages",
  params: z.object({ name: z.string().regex(/^[a-z][a-z-]*\.(js|css)$/, "must be the name of an asset") }),
  replies: { 200: z.string() },
  errors: ["request.route_not_found"],
  mediaType: "text/javascript",
});

export const getWorkflowStatus = defineRoute({
  id: "operations.getWorkflowStatus",
  method: "GET",
  path: "/workflows/{id}/status",
  access: roles,
  summary: "How a workflow goes",
  description:
    "For whoever started it, and admins. A start that has not reached the engine yet is `pending`.",
  params: WorkflowParams,
  replies: { 200: WorkflowStatus },
  errors: ["workflow.not_found"],
  uses: ["postgres", "redis", "temporal"],
});

export const getTask = defineRoute({
  id: "operations.getTask",
  method: "GET",
  path: "/tasks/{id}",
  access: roles,
  summary: "How a background task goes, and what came of it",
  description:
    "For whoever asked for it, and admins. `pending`: nobody works on it yet; `retrying`: it failed and is tried again; `failed`: it is not, and `reason` says why. Finished tasks are remembered for a month.",
  params: TaskParams,
  replies: { 200: TaskStatus },
  errors: ["task.not_found"],
  uses: ["postgres", "redis"],
});
