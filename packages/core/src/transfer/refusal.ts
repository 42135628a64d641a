import { DomainError, type FieldError } from "@smartcourse/contracts/errors";

/** What stands for the archive as a whole where a fault is in no one file. */
export const wholeArchive = "archive";
/** Nobody reads more. */
const mostErrors = 100;

/** Says why an archive is not imported; `errors` are for a list, the message is all that some see. */
export function refusal(errors: readonly FieldError[], cause?: unknown): DomainError {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more: see the import's errors)` : "";
  return new DomainError("import.refused", `${first?.field}: ${first?.message}${more}`, {
    errors: errors.slice(0, mostErrors),
    cause,
  });
}

/** Refuses the archive as a whole. */
export function refuseArchive(code: string, message: string, cause?: unknown): DomainError {
  return refusal([{ field: wholeArchive, code, message }], cause);
}
