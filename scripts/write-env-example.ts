import { readFileSync, writeFileSync } from "node:fs";
import { envExample } from "./env-example.ts";

const file = new URL("../.env.example", import.meta.url);

/** Writes .env.example out of the list that env() knows; with --check, only says whether it is up to date. */
if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== envExample())
    throw new Error(".env.example is out of date: run pnpm env:example");
} else {
  writeFileSync(file, envExample());
}
