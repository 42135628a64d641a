import { settings } from "@smartcourse/platform/env";

interface Setting {
  readonly meaning: string;
  readonly default?: string;
  readonly secret?: boolean;
  readonly runtime?: boolean;
}

/** The text of .env.example: every setting with its meaning; those that have a default stand as comments. */
export function envExample(): string {
  const entries = Object.entries<Setting>(settings).filter(([, setting]) => setting.runtime !== true);
  const blocks = entries.map(([name, setting]) => {
    const meaning = `# ${setting.meaning}${setting.secret === true ? " (a secret)" : ""}.`;
    return setting.default === undefined
      ? `${meaning}\n${name}=`
      : `${meaning}\n# ${name}=${setting.default}`;
  });
  return `# Written by \`pnpm env:example\`. The local platform sets all of these itself, in .local/.env.\n\n${blocks.join("\n\n")}\n`;
}
