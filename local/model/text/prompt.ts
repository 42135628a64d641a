import { type Passage, separatePassages, unescape } from "./passages.ts";

export interface Message {
  readonly role: "system" | "developer" | "user" | "assistant" | "tool";
  readonly content: string;
}

/** A prompt taken apart: what is asked, what may be used, and how the reply is wanted. */
export interface Prompt {
  readonly question: string;
  /** Whether the question is marked as one; otherwise it is the user's last message, which may be any request. */
  readonly marked: boolean;
  readonly passages: readonly Passage[];
  /** Everything that is neither passage nor question. */
  readonly instructions: string;
  /** A reply that the prompt brings along to have it judged. */
  readonly candidate: string | undefined;
  /** Earlier questions of the conversation, oldest first. */
  readonly earlier: readonly string[];
}

const questionTag = /<(question|query|user_question|student_question)\b[^>]*>([\s\S]*?)<\/\1>/giu;
const candidateTag =
  /<(answer|response|candidate|draft|statement|claim|generation)\b[^>]*>([\s\S]*?)<\/\1>/giu;
const questionLabel =
  /^[ \t]*(?:#+[ \t]*|\*\*)?(?:[\w']+ ){0,2}(?:question|query|q)(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*/imu;
const candidateLabel =
  /^[ \t]*(?:#+[ \t]*|\*\*)?(?:[\w']+ ){0,2}(?:answer|response|statement|claim|generation|draft)(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*/imu;
const anyLabel = /^[ \t]*(?:#+[ \t]*|\*\*)?[A-Z][\w']*(?: [\w']+){0,2}(?:\*\*)?[ \t]*:(?=\s|\*|$)/mu;

/**
 * Takes a conversation apart by conventions that many prompts share: passages as `separatePassages` knows them, the
 * question after the last `Question:` or inside `<question>`, else the last message of the user.
 */
export function readPrompt(messages: readonly Message[]): Prompt {
  const separated = messages.map((message) => ({ ...message, ...separate(message) }));
  const passages = separated.findLast((message) => message.passages.length > 0)?.passages ?? [];
  const users = separated.filter((message) => message.role === "user");
  const told = separated
    .filter((message) => message.role !== "assistant")
    .map((message) => message.rest)
    .join("\n\n");
  const question = labelled(told, questionTag, questionLabel);
  const candidate = labelled(told, candidateTag, candidateLabel);
  const last = withoutLabels(users.at(-1)?.rest ?? "");
  const spoken = users
    .slice(0, -1)
    .map(({ rest }) => labelled(rest, questionTag, questionLabel) ?? withoutLabels(rest));
  return {
    question: question ?? last,
    marked: question !== undefined,
    passages,
    instructions: question === undefined ? told : told.replace(questionTag, " ").replaceAll(question, " "),
    candidate,
    earlier: spoken.filter((text) => text !== ""),
  };
}

/** What a tool returned is material even where nothing marks it as such. */
function separate(message: Message): { passages: readonly Passage[]; rest: string } {
  const separated = separatePassages(message.content, message.role === "user");
  if (message.role !== "tool" || separated.passages.length > 0) return separated;
  return separatePassages(`<context>\n${message.content}\n</context>`);
}

/** The last text so labelled or tagged; undefined where there is none, or the label stands alone as a cue. */
function labelled(text: string, tag: RegExp, label: RegExp): string | undefined {
  const tagged = [...text.matchAll(tag)]
    .map((match) => (match[2] ?? "").trim())
    .findLast((inside) => inside !== "");
  if (tagged !== undefined) return unescape(tagged);
  const found = [...text.matchAll(new RegExp(label.source, "gimu"))].map((match) => {
    const after = text.slice(match.index + match[0].length);
    const end = anyLabel.exec(after)?.index ?? after.length;
    return paragraph(after.slice(0, end));
  });
  return found.findLast((value) => value !== "");
}

function paragraph(text: string): string {
  return (text.trimStart().split(/\n\s*\n/u)[0] ?? "").trim();
}

function withoutLabels(text: string): string {
  return text
    .replace(new RegExp(candidateLabel.source, "gimu"), " ")
    .replace(/\n{2,}/gu, "\n")
    .trim();
}
