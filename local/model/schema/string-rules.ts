import { prose, writeAnswer } from "../answer/extract-answer.ts";
import { keyTerms } from "../answer/key-terms.ts";
import { rewriteQuestion } from "../answer/rewrite-question.ts";
import { summaryText } from "../answer/write-reply.ts";
import type { Passage } from "../text/passages.ts";
import { applyRule, type Scope } from "./scope.ts";
import { judge } from "./verdict.ts";

/** Undefined: there is nothing to say here (null, or an empty string). */
type Rule = (scope: Scope, name: string) => Promise<string | undefined> | string | undefined;
type Rules = readonly (readonly [RegExp, Rule])[];

const letters = "ABCDEFGH";
const quotation = /quot|evidence|excerpt|verbatim|snippet|span|source_(?:text|sentence)/u;
const identifier =
  /(?:^|_)(?:id|ids|passages?|chunks?|markers?|sources?|citations?|refs?|references?|documents?|doc|number)(?:_|$)/u;
const reason = /reason|rationale|why|justif|feedback|thought|analysis|critique|comment|explain_why/u;

const quizRules: Rules = [
  [/letter|label|key/u, ({ quiz, option }) => letters[option ?? quiz?.correct ?? 0]],
  [/correct|answer|solution|back|right/u, ({ quiz }) => quiz?.options[quiz.correct]],
  [
    /explanation|rationale|feedback|reason|justif/u,
    ({ quiz }) => `The material says: "${prose(quiz?.quote ?? "")}"`,
  ],
  [quotation, ({ quiz }) => quiz?.quote],
  [identifier, ({ quiz }) => quiz?.passage.id],
  [/page/u, ({ quiz }) => quiz?.passage.attributes["page"]],
  [/difficulty|level/u, () => "medium"],
  [/topic|term|concept|skill/u, ({ quiz }) => quiz?.options[quiz.correct]],
  [/type|kind/u, () => "multiple_choice"],
];

const evidenceRules: Rules = [
  [quotation, ({ evidence }) => evidence?.sentence.text],
  [/page/u, ({ evidence }) => evidence?.passage.attributes["page"]],
  [/title|section|material|file|document_name/u, ({ evidence }) => named(evidence?.passage)],
  [
    /text|sentence|claim|statement|content|point|fact|answer/u,
    ({ evidence }) => prose(evidence?.sentence.text ?? ""),
  ],
  [identifier, ({ evidence }) => evidence?.passage.id],
  [reason, explainVerdict],
];

const passageRules: Rules = [
  [quotation, async ({ reading, passage }) => (await bestOf(reading, passage))?.sentence.text],
  [/page/u, ({ passage }) => passage?.attributes["page"]],
  [/title|section|material|file/u, ({ passage }) => named(passage)],
  [identifier, ({ passage }) => passage?.id],
  [reason, explainVerdict],
];

const generalRules: Rules = [
  [quotation, async ({ reading }) => (await reading.chosen())[0]?.sentence.text],
  [/rewrit|standalone|reformul|search|query|question/u, ({ reading }) => rewriteQuestion(reading.prompt)],
  [/summary|abstract|overview|tldr|synopsis/u, ({ reading }) => summaryText(reading)],
  [reason, explainVerdict],
  [/title|heading|topic|subject/u, ({ reading }) => titleOf(reading)],
  [/answer|response|reply|text|content|explanation|message|output|result|definition/u, answer],
];

/** The text for a string of this name. */
export async function fillString(
  scope: Scope,
  name: string,
  description?: string,
): Promise<string | undefined> {
  if (scope.text !== undefined) return scope.text;
  if (scope.option !== undefined && !/letter|label|key|id$/u.test(name))
    return scope.quiz?.options[scope.option];
  if (scope.quiz) return (applyRule(quizRules, name, undefined) ?? (() => scope.quiz?.question))(scope, name);
  if (scope.statement) return identifier.test(name) ? scope.statement.passage?.id : scope.statement.text;
  if (scope.evidence) return applyRule(evidenceRules, name, description)?.(scope, name);
  if (scope.passage) return applyRule(passageRules, name, description)?.(scope, name);
  return (applyRule(generalRules, name, description) ?? answer)(scope, name);
}

/** In a schema, markers stand in the text only where the prompt speaks of them: citations have a field of their own. */
async function answer({ reading }: Scope): Promise<string | undefined> {
  if (reading.wishes.task === "summary") return summaryText(reading);
  return writeAnswer(await reading.chosen(), reading.wishes, reading.wishes.markers);
}

async function explainVerdict(scope: Scope, name: string): Promise<string> {
  const { probability } = await judge(scope, name);
  return `Stand-in: by its words and its meaning the evidence stands at ${Math.round(probability * 100)} of 100.`;
}

async function bestOf(reading: Scope["reading"], passage: Passage | undefined) {
  return (await reading.candidates()).find((candidate) => candidate.passage === passage);
}

function named(passage: Passage | undefined): string | undefined {
  const { title, material, source, file, section } = passage?.attributes ?? {};
  return title ?? material ?? source ?? file ?? section ?? passage?.id;
}

function titleOf({ prompt, embedder }: Scope["reading"]): string {
  const text = prompt.passages.map((passage) => passage.text).join("\n");
  const top = keyTerms(text === "" ? prompt.question : text, embedder).slice(0, 3);
  return top.map(({ word }) => word).join(", ");
}
