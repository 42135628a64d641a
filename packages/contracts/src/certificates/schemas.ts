import * as z from "zod";
import { Id, Timestamp, page, text } from "../shared-schemas.ts";

/** Any text: what is no certificate's id is answered as an id that nobody has. */
export const CertificateParams = z.object({ id: z.string().max(200) });

export const certificateStatuses = ["valid", "revoked"] as const;

/**
 * What a certificate says, as it was when it was made. `hours`: as the course says, null where it does not.
 * `url`: where everybody can check it; `pdf_url` is null once it is revoked.
 */
export const Certificate = z.object({
  id: z.string(),
  status: z.enum(certificateStatuses),
  student_name: z.string(),
  course_id: Id,
  course_title: z.string(),
  instructor_name: z.string(),
  version: z.int(),
  hours: z.number().nullable(),
  completion_percentage: z.number(),
  completed_at: Timestamp,
  issued_at: Timestamp,
  revoked_at: Timestamp.nullable(),
  revocation_reason: z.string().nullable(),
  url: z.url(),
  pdf_url: z.url().nullable(),
  credential_url: z.url(),
});
export type Certificate = z.infer<typeof Certificate>;

export const CertificatePage = page(Certificate);
export const RevokeBody = z.strictObject({ reason: text(500) });

/** A JWK without anything private. */
export const PublicKey = z.looseObject({ kty: z.literal("RSA"), kid: z.string(), d: z.never().optional() });
export const KeyParams = z.object({ kid: z.string().max(200) });

/** Certificates by their number, 131,072 to a list. */
export const StatusListParams = z.object({
  list: z
    .string()
    .regex(/^(0|[1-9]\d{0,4})$/, "must be the number of a list")
    .transform(Number)
    .pipe(z.int().max(16_383)),
});

/** Who issues the certificates, as Open Badges 3.0 describes a profile. */
export const IssuerProfile = z.object({
  "@context": z.array(z.string()),
  id: z.url(),
  type: z.array(z.string()),
  name: z.string(),
  url: z.url(),
  description: z.string(),
});
