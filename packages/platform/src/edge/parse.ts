import type * as z from "zod";
import { DomainError, type FieldError } from "@smartcourse/contracts/errors";

/**
 * A value of the schema. `undefined` in, for a schema that is not there, is `undefined` out.
 * @throws DomainError request.invalid, naming every field that is wrong
 */
export function parse<S extends z.ZodType | undefined>(
  schema: S,
  value: unknown,
): S extends z.ZodType ? z.output<S> : undefined {
  type Parsed = S extends z.ZodType ? z.output<S> : undefined;
  if (schema === undefined) return undefined as Parsed;
  const result = schema.safeParse(value);
  if (result.success) return result.data as Parsed;
  const errors = result.error.issues.flatMap(fieldErrors);
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  throw new DomainError("request.invalid", `${first?.field}: ${first?.message}${more}`, { errors });
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join("."),
      message: "is not a known field",
      code: issue.code,
    }));
  }
  const field = issue.path.length === 0 ? "body" : issue.path.join(".");
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  return [
    { field, message: missing ? "is required" : issue.message, code: missing ? "required" : issue.code },
  ];
}
