import { writeFileSync } from "node:fs";
import { taskDocs } from "./task-docs.ts";

/** Writes docs/tasks.md out of the tables. */
writeFileSync(new URL("../docs/tasks.md", import.meta.url), taskDocs());
