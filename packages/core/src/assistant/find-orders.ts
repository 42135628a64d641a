import { type Span, sentenceSpans } from "./sentence-spans.ts";

const machine =
  "(?:ai|a\\.i\\.|assistant(?! (?:professor|teacher|manager|director|editor|coach|nurse))|(?:large )?language models?|llms?|chat ?bots?|gpt[\\w.-]*|copilot|grader)";
const signs: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|discard)\b.{0,40}\b(?:instructions?|prompts?|directives?|guidelines|(?:previous|prior|above|earlier) (?:rules?|passages?|context|text|messages?))\b/iu,
  /\b(?:system|developer)[ -](?:prompt|message|override|instructions?)\s*[:=]|<\/?(?:system|assistant|instructions?)>|<\|im_(?:start|end)\|>|\[\/?INST\]/iu,
  /^\W*(?:system|developer|assistant)\s*:\s*(?:you|ignore|override|new|from now|always|never|respond|reply|the (?:above|following))\b/iu,
  /\b(?:reveal|repeat|print|leak|output|disclose)\b.{0,30}\b(?:system prompt|your (?:instructions|prompt|rules)|hidden (?:instructions|prompt))\b/iu,
  /\byou are (?:now|no longer) .{0,20}(?:assistant|unrestricted|bound|jail ?broken|(?:developer|debug|god|admin|dan) mode)\b|\bfrom now on,? (?:you|always|reply|respond|answer|only)\b/iu,
  /\b(?:reply|respond|answer) (?:only |always |instead )?with (?:exactly|only|just|nothing but|the (?:words?|phrase|text|sentence))\b|\b(?:reply|respond) (?:only|exactly|solely|always)\b/iu,
  /\b(?:when|if)(?:ever)? (?:(?:you are |you're )?asked (?:about|for|what|which|who|how|why|where|when|whether)|(?:anyone|someone|somebody|(?:a|the) (?:student|user)|students|users) asks?)\b.{0,100}\b(?:say|reply|respond|tell|state|claim)\b/iu,
  /^\W*(?:(?:please|always|also|instead|and|then),? )?(?:tell|inform|assure|convince) (?:the|every|any|all|each) (?:users?|students?|readers?) (?:that|to|about|they)\b/iu,
  new RegExp(
    `\\b(?:note|notice|message|instructions?|attention|important)\\b.{0,12}\\b(?:to|for) (?:the |any |all |every )?${machine}\\b`,
    "iu",
  ),
  new RegExp(
    `\\b(?:if|since|because|as) you are (?:an? |the )?${machine}\\b|\\b(?:dear|hey|hello|attention),? ${machine}\\b`,
    "iu",
  ),
  new RegExp(
    `\\b(?:the|any|every|you,?|as an?) ${machine}\\b.{0,20}\\b(?:must|shall|has to|have to|needs? to|is to|are to)\\b.{0,40}\\b(?:say|reply|respond|answer|tell|reveal|ignore|recommend|state|output|claim)\\b`,
    "iu",
  ),
];

/**
 * The stretches of a course's text that give orders to whoever answers from it: a sentence that reads as one, and what
 * follows it in its paragraph, where the thing ordered usually stands. Material is content and never an order, so the
 * model is not shown these and no answer may rest on them. A heuristic over the known forms (OWASP LLM01): the prompt
 * and the verifier stand behind it.
 */
export function findOrders(text: string): Span[] {
  const orders: Span[] = [];
  let until = 0;
  for (const sentence of sentenceSpans(text)) {
    if (sentence.start < until) continue;
    const words = text.slice(sentence.start, sentence.end).replace(/\s+/gu, " ");
    if (!signs.some((sign) => sign.test(words))) continue;
    const paragraph = /\n[^\S\n]*\n/u.exec(text.slice(sentence.start));
    until = paragraph === null ? text.length : sentence.start + paragraph.index;
    orders.push({ start: sentence.start, end: until });
  }
  return orders;
}

/** The text without those stretches. */
export function withoutOrders(text: string, orders: readonly Span[]): string {
  let kept = "";
  let at = 0;
  for (const { start, end } of orders) {
    kept += `${text.slice(at, start)}[…]`;
    at = end;
  }
  return (kept + text.slice(at)).trim();
}
