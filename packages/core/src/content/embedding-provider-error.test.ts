import { expect, it } from "vitest";
import { EmbeddingProviderError } from "./embedding-provider-error.ts";

const answered = (status: number, message: string) => Object.assign(new Error(message), { status });

it.each([
  [answered(500, "500 The server had an error\nat line 3"), "500 The server had an error", false],
  [answered(429, "429 Rate limit reached"), "429 Rate limit reached", false],
  [answered(404, "404 The model does not exist"), "404 The model does not exist", true],
  [new Error("Connection error."), "Connection error.", false],
])("says what the provider said, and whether to try again: %s", (cause, detail, permanent) => {
  const error = new EmbeddingProviderError(cause);
  expect(error.message).toBe(`The embedding provider did not answer: ${detail}`);
  expect(error.permanent).toBe(permanent);
});

it("does not repeat what a provider says of the key", () => {
  const error = new EmbeddingProviderError(answered(401, "401 Incorrect API key provided: sk-abc***xyz"));
  expect(error.message).not.toContain("sk-");
  expect(error.permanent).toBe(true);
});
