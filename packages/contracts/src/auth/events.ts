import * as z from "zod";
import { defineEvent, roles } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";

export const userRegistered = defineEvent({
  type: "user.registered",
  version: 1,
  topic: "user.events",
  aggregate: "user_id",
  payload: z.object({ user_id: Id, role: z.enum(roles), registered_at: Timestamp }),
});

export const userRoleChanged = defineEvent({
  type: "user.role_changed",
  version: 1,
  topic: "user.events",
  aggregate: "user_id",
  payload: z.object({ user_id: Id, from: z.enum(roles), to: z.enum(roles), changed_at: Timestamp }),
});
