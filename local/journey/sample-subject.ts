import { beekeeping } from "./beekeeping.ts";
import type { Subject } from "./subject.ts";
import { writePdf } from "./write-pdf.ts";

/** The course that the journey builds where nobody brings a PDF. */
export function sampleSubject(): Subject {
  return {
    title: "A First Year of Beekeeping",
    filename: "beekeeping.pdf",
    pdf: writePdf(beekeeping.map(({ heading, paragraphs }) => ({ heading, paragraphs: [...paragraphs] }))),
    question: "How often should I inspect the hive in spring?",
    strayQuestion: "Which programming language should I learn first?",
  };
}
