import { writeFileSync } from "node:fs";
import { dictionary } from "@zxcvbn-ts/language-common";

/** The 3,000 commonest passwords, less those that the minimum length refuses anyway: what a bundle has to carry. */
const considered = 3_000;
const minimumLength = 8;

const passwords = dictionary["passwords-common"]
  .slice(0, considered)
  .filter((password) => password.length >= minimumLength);
const file = new URL("../packages/core/src/auth/common-passwords.ts", import.meta.url);
writeFileSync(
  file,
  `// Written by scripts/write-common-passwords.ts: those of the ${considered} commonest passwords that are long enough.
const list =
  ${JSON.stringify(passwords.map((password) => password.toLowerCase()).join(" "))};

let set: ReadonlySet<string> | undefined;

/** The commonest passwords, in lower case. */
export function commonPasswords(): ReadonlySet<string> {
  set ??= new Set(list.split(" "));
  return set;
}
`,
);
process.stdout.write(`${passwords.length} passwords\n`);
