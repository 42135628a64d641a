import { lexicalEmbedder } from "../embedding/lexical-embedder.ts";
import { readPrompt } from "../text/prompt.ts";
import { Reading } from "./reading.ts";

/** A small material for tests. */
export const material = `[1] (Admin's Guide, page 12)
APT, the Advanced Package Tool, is used to install packages. The command apt install downloads a package and all its dependencies. The file /etc/apt/sources.list names the repositories.

[2] (Admin's Guide, page 40)
The root account has full rights on the system. Passwords are stored in /etc/shadow, which only root can read.

[3] (Admin's Guide, page 77)
Services are managed by systemd. The command systemctl restart restarts a service. By default the journal is kept in memory and lost at reboot.`;

export const refusal = "Not in this course.";

/** What is read out of the instructions, the material and a question, without weights. */
export function readingOf(question: string, instructions = "", after = ""): Reading {
  const system = `${instructions} If the passages do not hold the answer, reply exactly: "${refusal}"`;
  const asked = question === "" ? "" : `\n\nQuestion: ${question}`;
  const messages = [
    { role: "system", content: system },
    { role: "user", content: `Passages:\n${material}${asked}${after}` },
  ] as const;
  return new Reading(readPrompt(messages), lexicalEmbedder);
}
