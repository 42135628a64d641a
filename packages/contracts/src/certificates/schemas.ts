import * as z from "zod";
import { Id, Timestamp, page, text } from "../shared-schemas.ts";

/** 128 bits in hex, as it stands on the certificate. */
const CertificateId = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{32}$/, "must be a certificate's id: 32 digits and letters from a to f");

export const CertificateParams = z.object({ id: CertificateId });

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
