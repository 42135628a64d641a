import type { Message } from "./message.ts";

/** What stands below every mail. */
export interface Footer {
  readonly reason: string;
  readonly unsubscribeUrl: string;
}

/** A message as plain text. `origin`: of the API, which its links lead to. */
export function renderText(greeting: string, message: Message, origin: string, footer: Footer): string {
  const { paragraphs, items, link } = message;
  const blocks = [
    greeting,
    ...paragraphs,
    ...items.map((item) => `- ${item.text}\n  ${origin}${item.link.path}`),
    ...(link === null ? [] : [`${link.label}: ${origin}${link.path}`]),
    `-- \n${footer.reason}\nUnsubscribe: ${footer.unsubscribeUrl}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}
