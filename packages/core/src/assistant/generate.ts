import type { AssistantPorts } from "./assistant-ports.ts";
import { type AskState, type Draft, nothing } from "./ask-state.ts";
import { type AnswerPiece, appendSentence } from "./cited-answer.ts";
import { draftSentences } from "./draft-sentences.ts";
import { readEvidence } from "./evidence.ts";
import { answerPrompt, isRefusal } from "./prompts.ts";
import { type Support, verifySentence } from "./verify-sentence.ts";

/**
 * Has the model write, and holds every sentence against the passages while the next one is being written. `say` is given
 * each sentence that is proved, at once, with the sources so far; nothing else of the model's text leaves this node.
 */
export async function generate(
  state: AskState,
  { write }: Pick<AssistantPorts, "write">,
  say: (piece: AnswerPiece) => void,
): Promise<{ draft: Draft }> {
  const evidence = readEvidence(state.passages);
  const proofs: Support[][] = [];
  let answer: AnswerPiece | undefined;
  let written = 0;
  for await (const sentence of draftSentences(write(answerPrompt(state.question, state.passages)))) {
    written += 1;
    const proof = verifySentence(sentence, evidence, state.question);
    if (proof.length === 0) {
      if (answer === undefined && isRefusal(sentence.text)) return { draft: { ...nothing, written } };
      continue;
    }
    const piece = appendSentence(answer, sentence, proof);
    proofs.push(proof);
    answer = { text: (answer?.text ?? "") + piece.text, sources: piece.sources };
    say(piece);
  }
  return { draft: { said: answer, proofs, written } };
}
