import { describe, expect, it } from "vitest";
import { lexicalEmbedder } from "../embedding/lexical-embedder.ts";
import { judgeStatements } from "./judge-candidate.ts";

const passages = [
  { id: "1", text: "Packages are installed with apt.", attributes: {} },
  { id: "2", text: "Passwords are stored\nin /etc/shadow, which only root can read.", attributes: {} },
];

describe("judgeStatements", () => {
  it("supports in full what stands in a passage word for word, whatever its line ends and markers", async () => {
    const judged = await judgeStatements(
      "Passwords are stored in /etc/shadow, which only root can read. [2]",
      passages,
      lexicalEmbedder,
    );
    expect(judged).toMatchObject([{ support: 1, passage: { id: "2" } }]);
  });

  it("supports a paraphrase more than an invention, each sentence for itself", async () => {
    const judged = await judgeStatements(
      "Passwords are in /etc/shadow. They are printed on a sticker.",
      passages,
      lexicalEmbedder,
    );
    expect(judged.map(({ text }) => text)).toEqual([
      "Passwords are in /etc/shadow.",
      "They are printed on a sticker.",
    ]);
    expect(judged[0]?.support).toBeGreaterThan(0.6);
    expect(judged[1]?.support).toBeLessThan(0.2);
  });
});
