import { prose } from "../answer/extract-answer.ts";
import { keyTerms } from "../answer/key-terms.ts";
import { rewriteQuestion } from "../answer/rewrite-question.ts";
import { summarise } from "../answer/summarise.ts";
import { writeQuiz } from "../answer/write-quiz.ts";
import type { Passage } from "../text/passages.ts";
import type { JsonSchema, ResolvedSchema } from "./json-schema.ts";
import { applyRule, type Scope } from "./scope.ts";

/** How many items are wanted: as the prompt says, within the schema's bounds. */
interface Wanted {
  readonly count: number;
  readonly items: ResolvedSchema;
}

type Rule = (scope: Scope, wanted: Wanted) => Promise<Scope[]> | Scope[];

const usualCount = 5;

const rules: readonly (readonly [RegExp, Rule])[] = [
  [/citation|cited|quot|evidence|source|reference|support|used|excerpt|highlighted/u, cited],
  [/claim|statement|sentence|segment|part(?:s|_)/u, statements],
  [/grade|judg|scor|rating|verdict|evaluation/u, passages],
  [/passage|document|chunk|result|relevan/u, worthReading],
  [/rank|order/u, ranked],
  [
    /quer(?:y|ies)|rewrit|question|search/u,
    ({ reading }) => [{ reading, text: rewriteQuestion(reading.prompt) }],
  ],
  [/keyword|term|topic|tag|concept|entit/u, terms],
  [/point|bullet|takeaway|highlight|fact|summary|objective|note|item|line/u, points],
];

/** What each item of an array is about. A list of objects with options is a quiz, whatever its name. */
export async function arrayScopes(
  scope: Scope,
  name: string,
  schema: JsonSchema,
  items: ResolvedSchema,
): Promise<Scope[]> {
  const { reading, quiz } = scope;
  if (quiz) return quiz.options.map((_, option) => ({ ...scope, option }));
  const asked = reading.wishes.count ?? usualCount;
  const count = Math.min(Math.max(asked, schema.minItems ?? 0), schema.maxItems ?? asked);
  if (isQuizItem(items)) return quizItems(scope, { count, items });
  const rule = applyRule(rules, name, schema.description) ?? (items.type === "object" ? passages : points);
  return (await rule(scope, { count, items })).slice(0, schema.maxItems);
}

function isQuizItem({ schema }: ResolvedSchema): boolean {
  return Object.keys(schema.properties ?? {}).some((name) => /option|choice|distractor|back/iu.test(name));
}

function quizItems({ reading }: Scope, { count }: Wanted): Scope[] {
  const { prompt, embedder } = reading;
  return writeQuiz(prompt.passages, count, embedder).map((quiz) => ({ reading, quiz }));
}

/** The sentences that answer; as bare numbers or names, each passage once. */
async function cited({ reading, evidence }: Scope, { items }: Wanted): Promise<Scope[]> {
  const chosen = evidence ? [evidence] : await reading.chosen();
  const once = items.type === "object" ? chosen : uniqueBy(chosen, ({ passage }) => passage);
  return once.map((candidate) => ({ reading, evidence: candidate }));
}

/** Of the answer that is to be judged, or of the one that is given. */
async function statements(scope: Scope, wanted: Wanted): Promise<Scope[]> {
  const { reading } = scope;
  if (reading.prompt.candidate === undefined) {
    const chosen = await reading.chosen();
    return chosen.map((evidence) =>
      wanted.items.type === "string"
        ? { reading, text: prose(evidence.sentence.text) }
        : { reading, evidence },
    );
  }
  const judged = await reading.statements();
  return judged.map((statement) => ({ reading, statement }));
}

/** Each passage, in the prompt's order. */
function passages({ reading }: Scope): Scope[] {
  return reading.prompt.passages.map((passage) => ({ reading, passage }));
}

/** Objects tell of each passage; bare numbers and names are those of the passages that answer. */
function worthReading(scope: Scope, wanted: Wanted): Promise<Scope[]> | Scope[] {
  return wanted.items.type === "object" ? passages(scope) : cited(scope, wanted);
}

async function ranked({ reading }: Scope): Promise<Scope[]> {
  const confidences = new Map<Passage, number>();
  for (const passage of reading.prompt.passages) confidences.set(passage, await reading.confidence(passage));
  const sorted = [...confidences].toSorted((a, b) => b[1] - a[1]);
  return sorted.map(([passage]) => ({ reading, passage }));
}

function terms({ reading }: Scope, { count }: Wanted): Scope[] {
  const { prompt, embedder } = reading;
  const text = prompt.passages.map((passage) => passage.text).join("\n");
  return keyTerms(text === "" ? prompt.question : text, embedder)
    .slice(0, count)
    .map(({ word }) => ({ reading, text: word }));
}

function points({ reading }: Scope, { count, items }: Wanted): Scope[] {
  const { prompt, embedder } = reading;
  const sentences = summarise(prompt.passages, count, embedder);
  return sentences.map(({ passage, sentence }) =>
    items.type === "string"
      ? { reading, text: prose(sentence.text) }
      : { reading, evidence: { passage, sentence, score: 0, confidence: 1 } },
  );
}

function uniqueBy<T>(values: readonly T[], key: (value: T) => unknown): T[] {
  const keys = values.map(key);
  return values.filter((_, at) => keys.indexOf(keys[at]) === at);
}
