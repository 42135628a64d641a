/** Why a file cannot be read. Stable: stored with the material and shown to programs. */
export const unreadableReasons = [
  "empty",
  "type_mismatch",
  "size_mismatch",
  "not_utf8",
  "corrupt",
  "encrypted",
  "macros",
  "no_text",
  "too_many_pages",
  "too_long",
  "too_large",
] as const;
export type UnreadableReason = (typeof unreadableReasons)[number];

/** The file itself is at fault, so trying again is no use. `message` tells the person who uploaded it what to do. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.reason = reason;
  }
}
