import type { AssistantPorts } from "./assistant-ports.ts";
import type { AskState } from "./ask-state.ts";

/** Candidates for the ranker: several times what an answer is drawn from. */
const candidates = 48;

/** Searches the scope for the query. */
export async function retrieve(
  state: AskState,
  { search }: Pick<AssistantPorts, "search">,
): Promise<Partial<AskState>> {
  return { found: await search(state.query, state.scope, candidates) };
}
