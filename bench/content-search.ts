import { embeddedText } from "../packages/core/src/content/passage-text.ts";
import { embedTexts } from "../packages/platform/src/embeddings.ts";
import type { ManualPage } from "./text-manual.ts";

interface Passage {
  readonly text: string;
  readonly embedded: string;
  readonly section: string;
}

interface Question {
  readonly text: string;
  /** The section whose passages answer it. */
  readonly section: string;
}

const course = "The npm handbook";
const most = 5;
/** Headings that say nothing by themselves. */
const vague = /^(?:synopsis|description|see also|configuration|examples?|details|history|note|usage)$/iu;

/** hit@5 of questions made from a manual's headings, with what is embedded carrying its breadcrumb and without. */
export async function measureSearch(manual: readonly ManualPage[], chunkLimit: number): Promise<void> {
  const passages = passagesOf(manual).slice(0, chunkLimit);
  const known = new Set(passages.map(({ section }) => section));
  const questions = questionsOf(manual);
  const plain = await embedTexts(passages.map(({ text }) => text));
  const placed = await embedTexts(passages.map(({ embedded }) => embedded));
  console.log(
    `\nFinding the right section, hit@${most} by vectors alone, ${passages.length} passages of npm's manual`,
  );
  for (const [name, all] of Object.entries(questions)) {
    const asked = all.filter(({ section }) => known.has(section));
    const vectors = await embedTexts(asked.map(({ text }) => text));
    const [without, withIt] = [plain, placed].map((index) => hits(asked, vectors, passages, index));
    const share = (found = 0) => (found / asked.length).toFixed(3);
    console.log(
      `  ${name} (${asked.length}): ${share(without)} without breadcrumb, ${share(withIt)} with it`,
    );
  }
}

function passagesOf(manual: readonly ManualPage[]): Passage[] {
  return manual.flatMap(({ title, chunks }) =>
    chunks.map((chunk) => ({
      text: chunk.text,
      embedded: embeddedText({ ...chunk, heading_path: [...chunk.heading_path] }, { course, section: title }),
      section: sectionName(title, chunk.heading_path),
    })),
  );
}

function sectionName(title: string, path: readonly string[]): string {
  return [title, ...path].join(" > ");
}

/** The words of a heading as a question; headings that come on several pages are asked for with their page's title. */
function questionsOf(manual: readonly ManualPage[]): Record<string, Question[]> {
  const sections = new Map<string, { title: string; leaf: string }>();
  for (const { title, chunks } of manual) {
    for (const { heading_path } of chunks) {
      const leaf = heading_path.at(-1) ?? "";
      if (heading_path.length > 1 && !vague.test(leaf))
        sections.set(sectionName(title, heading_path), { title, leaf });
    }
  }
  const count = Map.groupBy(sections.values(), ({ leaf }) => leaf);
  const all = [...sections].map(([section, place]) => ({ section, ...place }));
  return {
    "heading that stands on one page, page not named": all
      .filter(({ leaf }) => count.get(leaf)?.length === 1)
      .map(({ section, leaf }) => ({ section, text: `What does the manual say about ${leaf}?` })),
    "heading that stands on several pages, page named": all
      .filter(({ leaf }) => (count.get(leaf)?.length ?? 0) > 1)
      .map(({ section, title, leaf }) => ({ section, text: `What does ${leaf} do in ${title}?` })),
  };
}

function hits(
  questions: readonly Question[],
  vectors: readonly number[][],
  passages: readonly Passage[],
  index: readonly number[][],
): number {
  return questions.filter(({ section }, at) => {
    const question = vectors[at] ?? [];
    const ranked = index
      .map((vector, passage) => ({ passage, score: dot(question, vector) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, most);
    return ranked.some(({ passage }) => passages[passage]?.section === section);
  }).length;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}
