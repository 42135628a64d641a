import * as z from "zod";
import { roles } from "../define.ts";
import { Id, IdFromText, Timestamp, text } from "../shared-schemas.ts";

export const Email = z.email("must be an e-mail address").max(255).trim().toLowerCase();
export const Username = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._-]{1,98}[A-Za-z0-9])$/,
    "must be 3 to 100 letters, digits, dots, dashes or underscores",
  );

/** Length as ASVS 5.0 6.2.1 asks; 1,024 bounds the work of hashing. No rule on composition (6.2.5). */
export const NewPassword = z.string().min(8, "must have at least 8 characters").max(1024);

export const RegisterBody = z.strictObject({
  email: Email,
  username: Username,
  password: NewPassword,
  role: z.enum(roles).default("student"),
});

export const LoginBody = z.strictObject({ email: Email, password: z.string().min(1).max(1024) });
export const RefreshBody = z.strictObject({ refresh_token: text(200) });

export const User = z.object({
  id: Id,
  email: z.string(),
  username: z.string(),
  role: z.enum(roles),
  is_active: z.boolean(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type User = z.infer<typeof User>;

/** `expires_in`: seconds the access token is good for. */
export const TokenPair = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("bearer"),
  expires_in: z.int(),
});
export type TokenPair = z.infer<typeof TokenPair>;

export const JwkSet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) });

export const UserParams = z.object({ id: IdFromText });
export const ChangeRoleBody = z.strictObject({ role: z.enum(roles) });
export const ChangeActiveBody = z.strictObject({ is_active: z.boolean() });
