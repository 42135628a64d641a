import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id } from "../shared-schemas.ts";

/** Where the PDFs of certificates lie: `certificates/{id}.pdf`. They are never removed. */
export const certificatePrefix = "certificates/";

export const issueCertificate = defineTask({
  id: "certificates.issueCertificate",
  queue: "issue-certificate",
  summary:
    "Issues the certificate of a completed enrolment, once for each attempt however often it is delivered.",
  payload: z.object({ enrollment_id: Id, attempt: z.int().min(1) }),
  timeoutSeconds: 60,
  memoryMb: 1024,
  maxRetries: 6,
  uses: ["postgres", "s3"],
  concurrency: 4,
});
