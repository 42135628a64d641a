import { END, START, StateGraph } from "@langchain/langgraph";
import { AskState } from "./ask-state.ts";
import type { AssistantPorts } from "./assistant-ports.ts";
import type { AnswerPiece } from "./cited-answer.ts";
import { evaluate, hasNewPassages, shouldRetry } from "./evaluate.ts";
import { generate } from "./generate.ts";
import { rerank } from "./rerank.ts";
import { retrieve } from "./retrieve.ts";
import { rewrite } from "./rewrite.ts";

/**
 * retrieve, rerank, generate, evaluate; where nothing could be proved, once more with a rewritten query, and no second
 * draft where that finds only what the first one was written from. Proved sentences are its custom stream.
 */
export function askGraph(ports: AssistantPorts, topK: number) {
  return new StateGraph(AskState)
    .addNode("retrieve", (state) => retrieve(state, ports))
    .addNode("rerank", (state) => rerank(state, ports, topK))
    .addNode("generate", (state, { writer }) =>
      generate(state, ports, (piece: AnswerPiece) => writer?.(piece)),
    )
    .addNode("evaluate", (state) => evaluate(state))
    .addNode("rewrite", (state) => rewrite(state, ports))
    .addEdge(START, "retrieve")
    .addEdge("retrieve", "rerank")
    .addConditionalEdges("rerank", (state) => (hasNewPassages(state) ? "generate" : "evaluate"), [
      "generate",
      "evaluate",
    ])
    .addEdge("generate", "evaluate")
    .addConditionalEdges("evaluate", (state) => (shouldRetry(state) ? "rewrite" : END), ["rewrite", END])
    .addEdge("rewrite", "retrieve")
    .compile();
}
