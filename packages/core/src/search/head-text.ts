/** What is said of a course as a whole. `outline`: the titles of its modules and lessons, in their order. */
export interface CourseHead {
  readonly title: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly outline: readonly string[];
}

/** What is embedded of a head, and what words are searched in. The provider counts its first 8,000 bytes. */
export function headText({ title, tags, description, outline }: CourseHead): string {
  const parts = [title, tags.join(", "), description ?? "", outline.join("\n")];
  return parts.filter((part) => part !== "").join("\n\n");
}
