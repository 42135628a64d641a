import { contentTerms, stem, words } from "../text/terms.ts";

/** A question's wording, and what a sentence that answers it shows. */
interface Kind {
  readonly asked: RegExp;
  readonly shown: (sentence: string, question: string) => boolean;
}

const numberWord =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion|half|quarter|third|once|twice|percent|no|none|zero|several|few|both)\b/iu;
const timeWord =
  /\d|\b(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|century|decade|morning|evening|today|year|month|week|before|after|during|until|when|once|whenever|while|if)\b/iu;
const reasonWord =
  /\b(?:because|since|due to|so that|in order to|therefore|thus|hence|reason|cause[sd]?|as a result|result(?:s|ed|ing) (?:in|from)|leads? to|otherwise|to (?:avoid|prevent|ensure|allow|make|keep|reduce)|allows?|which means|for (?:fear|lack))\b/iu;
const placeWord = /\b(?:in|at|on|near|from|under|inside|within|into|to|by)\b|\/\w/iu;

/** The first that fits holds. */
const kinds: readonly Kind[] = [
  {
    asked:
      /\bhow (?:many|much|long|old|often|far|large|big|fast|high|tall|deep|wide|few)\b|\b(?:what|which) (?:percentage|percent|number|port|fraction|share|amount|size)\b/iu,
    shown: (sentence, question) => numberWord.test(beyond(sentence, question)),
  },
  {
    asked: /\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b/iu,
    shown: (sentence, question) => timeWord.test(beyond(sentence, question)),
  },
  { asked: /^\W*(?:\w+ ){0,2}(?:who|whom|whose)\b/iu, shown: namesSomebody },
  {
    asked: /\bwhy\b|\bwhat (?:is|was|were|are) the (?:reason|cause|purpose)/iu,
    shown: (sentence) => reasonWord.test(sentence),
  },
  { asked: /\bwhere\b/iu, shown: (sentence) => placeWord.test(sentence) },
  {
    asked: /^\W*what (?:is|are|was|were|does)(?: an?| the)? [\w -]{2,40}\??(?: mean\??)?\W*$/iu,
    shown: defines,
  },
];

/** Whether the sentence shows what the question asks for: a number, a time, a name; undefined where it asks for nothing such. */
export function showsAnswerKind(question: string, sentence: string): boolean | undefined {
  return kinds.find(({ asked }) => asked.test(question))?.shown(sentence, question);
}

/** What the sentence says that the question does not: the answer to "how many of the 5 ..." is not that 5. */
function beyond(sentence: string, question: string): string {
  const known = new Set(words(question).map((word) => word.toLowerCase()));
  return words(sentence)
    .filter((word) => !known.has(word.toLowerCase()))
    .join(" ");
}

/** A capitalised word inside the sentence that the question does not have. */
function namesSomebody(sentence: string, question: string): boolean {
  const known = new Set(words(question).map((word) => word.toLowerCase()));
  const inside = words(sentence).slice(1);
  return inside.some((word) => /^\p{Lu}\p{Ll}/u.test(word) && !known.has(word.toLowerCase()));
}

/** The thing asked about, then "is", "are", "means". */
function defines(sentence: string, question: string): boolean {
  const asked = contentTerms(question);
  const all = words(sentence);
  const verb = all.findIndex((word) =>
    /^(?:is|are|was|were|means|mean|refers|denotes|called|provides|stands)$/iu.test(word),
  );
  return verb > 0 && all.slice(0, verb).some((word) => asked.includes(stem(word)));
}
