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

/**
 * A person's name as she writes it, in any script: composed (NFC), with single spaces, on one line. Marks that turn the direction of
 * what stands around the name, or that nobody sees, are refused; the joiners that some scripts need are not.
 */
export const DisplayName = z
  .string()
  .transform((name) => name.normalize("NFC").trim().replaceAll(/\s+/gu, " "))
  .pipe(
    z
      .string()
      .min(1, "must not be empty")
      .max(100)
      .regex(/\p{L}/u, "must contain a letter")
      .regex(
        /^(?:[^\p{C}\p{Zl}\p{Zp}]|[\u200c\u200d])*$/u,
        "must not contain control characters or characters that nobody sees",
      ),
  );

export const RegisterBody = z.strictObject({
  email: Email,
  username: Username,
  display_name: DisplayName.nullable().default(null),
  password: NewPassword,
  role: z.enum(roles).default("student"),
});

export const LoginBody = z.strictObject({ email: Email, password: z.string().min(1).max(1024) });
export const RefreshBody = z.strictObject({ refresh_token: text(200) });

export const User = z.object({
  id: Id,
  email: z.string(),
  username: z.string(),
  display_name: z.string().nullable(),
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
export const UpdateMeBody = z.strictObject({
  display_name: DisplayName.nullable().describe(
    "How you are shown, also on certificates; null: by your username.",
  ),
});
export const ChangeRoleBody = z.strictObject({ role: z.enum(roles) });
export const ChangeActiveBody = z.strictObject({ is_active: z.boolean() });
