import { contentTerms } from "../text/terms.ts";
import { propertyWords, type Scope } from "./scope.ts";
import { isTurned, isYes, judge } from "./verdict.ts";

const yes =
  /^(?:yes|true|y|1|pass(?:ed)?|ok|good|high|correct|right|relevant|supported|fully_supported|grounded|faithful|sufficient|answerable|answered|useful|complete|accept(?:ed)?|keep|generate|answer|finish|done|end|proceed|found|covered|entailed|entailment)$/u;
const middle =
  /^(?:partial(?:ly)?(?:_\w+)?|ambiguous|medium|moderate|some|maybe|mixed|neutral|somewhat_\w+|unsure|uncertain)$/u;
const no =
  /^(?:no|false|n|0|fail(?:ed)?|bad|low|wrong|none|reject(?:ed)?|drop|refuse|retry|rewrite|search|continue|off_topic|hallucinated|missing|contradict\w*|un\w+|in(?:correct|sufficient|complete)|irrelevant|not_\w+|no_\w+|out_of_\w+)$/u;

/** One of the values: by the verdict where they say yes and no, the right option in a quiz, else the likeliest by its words. */
export async function chooseEnum(
  values: readonly unknown[],
  scope: Scope,
  name: string,
  description?: string,
): Promise<unknown> {
  const { quiz } = scope;
  if (quiz && values.length > 1 && values.every((value) => /^[A-Fa-f]$/u.test(String(value))))
    return values[scope.option ?? quiz.correct] ?? values[0];
  const find = (pattern: RegExp) => values.find((value) => pattern.test(propertyWords(String(value))));
  const [good, bad] = [find(yes), find(no)];
  if (good === undefined || bad === undefined) return likeliest(values, scope);
  const verdict = await judge(scope, name, description);
  const likely = isYes(verdict) !== isTurned(name);
  const half = find(middle);
  if (half !== undefined && !isYes(verdict) && verdict.probability >= verdict.threshold * 0.7) return half;
  return likely ? good : bad;
}

/** The value that shares most words with the question; the middle one of a scale such as easy, medium, hard. */
function likeliest(values: readonly unknown[], { reading }: Scope): unknown {
  const asked = new Set(contentTerms(reading.prompt.question));
  const shared = (value: unknown) =>
    contentTerms(propertyWords(String(value)).replaceAll("_", " ")).filter((term) => asked.has(term)).length;
  const best = values.toSorted((a, b) => shared(b) - shared(a))[0];
  if (shared(best) > 0) return best;
  return values.find((value) => middle.test(propertyWords(String(value)))) ?? values[0];
}
