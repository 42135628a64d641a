import type { AssistantPorts } from "./assistant-ports.ts";
import { type AskState, nothing } from "./ask-state.ts";
import { rewritePrompt } from "./prompts.ts";

const longestQuery = 500;

/** Has the model turn the question into a better query, for the second attempt. */
export async function rewrite(
  state: AskState,
  { complete }: Pick<AssistantPorts, "complete">,
): Promise<Partial<AskState>> {
  const written = await complete(rewritePrompt(state.question, state.passages));
  const query = written.replace(/^[\s"'“”`]+|[\s"'“”`]+$/gu, "").slice(0, longestQuery);
  return {
    query: query === "" ? state.question : query,
    attempt: state.attempt + 1,
    exhausted: [...state.exhausted, ...state.passages.map(({ id }) => id)],
    draft: nothing,
  };
}
