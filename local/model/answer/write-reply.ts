import type { Prompt } from "../text/prompt.ts";
import { chooseSentences, prose, writeAnswer } from "./extract-answer.ts";
import type { Reading } from "./reading.ts";
import { rewriteQuestion, searchWords } from "./rewrite-question.ts";
import { summarise } from "./summarise.ts";
import { writeQuiz } from "./write-quiz.ts";

const usualCount = 5;

/** The reply to a prompt that wants plain text: an answer with its markers, a summary, a quiz, a question or a verdict. */
export async function writeReply(reading: Reading): Promise<string> {
  const { wishes, prompt } = reading;
  switch (wishes.task) {
    case "summary":
      return summaryText(reading);
    case "quiz":
      return quizText(reading);
    case "rewrite":
      return rewritten(prompt);
    case "verdict":
      return (await affirms(reading)) ? (wishes.verdict?.yes ?? "yes") : (wishes.verdict?.no ?? "no");
    case "score":
      return String(await scoreOf(reading));
    default:
      return writeAnswer(await reading.chosen(), wishes);
  }
}

/** The most telling sentences in the material's order; the refusal where there is no material. */
export function summaryText({ prompt, wishes, embedder }: Reading): string {
  const sentences = summarise(prompt.passages, wishes.count ?? usualCount, embedder);
  if (sentences.length === 0) return wishes.refusal;
  const lines = sentences.map(({ sentence, passage }) =>
    wishes.citations ? `${prose(sentence.text)} [${passage.id}]` : prose(sentence.text),
  );
  return wishes.bullets ? lines.map((line) => `- ${line}`).join("\n") : lines.join(" ");
}

/** A search query is more than the question again where it was not asked to stand alone, but to find something else. */
function rewritten(prompt: Prompt): string {
  const question = rewriteQuestion(prompt);
  const search = /\bsearch query\b|\bkeywords?\b/iu.test(prompt.instructions);
  return search && question === prompt.question ? searchWords(question) : question;
}

function quizText({ prompt, wishes, embedder }: Reading): string {
  const items = writeQuiz(prompt.passages, wishes.count ?? usualCount, embedder);
  if (items.length === 0) return wishes.refusal;
  const letter = (index: number) => String.fromCharCode(65 + index);
  const blocks = items.map(({ question, options, correct }) =>
    [
      `Q: ${question}`,
      ...options.map((option, at) => `${letter(at)}) ${option}`),
      `Correct: ${letter(correct)}`,
    ].join("\n"),
  );
  return blocks.join("\n\n");
}

async function affirms(reading: Reading): Promise<boolean> {
  if (reading.prompt.candidate === undefined) return chooseSentences(await reading.candidates()).length > 0;
  return (await verdictOnCandidate(reading)) >= 0.5;
}

/** On the scale that the prompt names, whole where its ends are. */
async function scoreOf(reading: Reading): Promise<number> {
  const { from, to } = reading.wishes.scale ?? { from: 0, to: 1 };
  const probability =
    reading.prompt.candidate === undefined ? await reading.confidence() : await verdictOnCandidate(reading);
  const value = from + probability * (to - from);
  return to - from > 1 ? Math.round(value) : Math.round(value * 100) / 100;
}

/** Supported by the passages, where the instructions ask for that; else answering the question. */
function verdictOnCandidate(reading: Reading): Promise<number> {
  const aboutSupport = /ground|support|faithful|hallucinat|factual/iu.test(reading.prompt.instructions);
  return aboutSupport ? reading.support() : reading.usefulness();
}
