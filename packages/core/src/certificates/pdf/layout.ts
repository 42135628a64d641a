import { type CertificateRecord, certificateAddress, detailsOf } from "../certificate.ts";
import type { Place } from "./draw-text.ts";
import { colours } from "./ornaments.ts";

/** Half the width of A4 across, in points. */
const middle = 841.89 / 2;

/** Where things stand that are not text. */
export const seal = [middle, 428] as const;
export const nameRule = { at: [middle, 240], halfWidth: 190 } as const;
export const signatureRule = { from: [112, 455], to: [282, 455] } as const;
export const code = { at: [602, 388], side: 92 } as const;

/** A text of the certificate. `isGiven`: somebody chose it, in whatever script. */
interface Inscription {
  readonly tag: "H1" | "H2" | "P";
  readonly text: (record: CertificateRecord) => string;
  readonly place: Place;
  readonly isGiven?: true;
}

const wide = { x: middle, width: 640, leading: 1.15 };
const left = { x: 197, width: 190, leading: 1.15 };
const below = { x: middle, width: 620, leading: 1.2 };
const { ink, gold, grey, paper } = colours;

/** Every text, in the order in which it is read. */
export const inscriptions: readonly Inscription[] = [
  {
    tag: "P",
    text: () => "SMARTCOURSE",
    place: { ...wide, top: 64, height: 20, largest: 13, style: "regular", colour: gold, spacing: 0.32 },
  },
  {
    tag: "H1",
    text: () => "Certificate of Completion",
    place: { ...wide, top: 84, height: 62, largest: 46, style: "regular", colour: ink },
  },
  {
    tag: "P",
    text: () => "This is to certify that",
    place: { ...wide, top: 150, height: 24, largest: 15.5, style: "italic", colour: grey },
  },
  {
    tag: "H2",
    text: ({ student_name }) => student_name,
    place: { ...wide, top: 174, height: 60, largest: 38, style: "semibold", colour: ink },
    isGiven: true,
  },
  {
    tag: "P",
    text: () => "has completed the course",
    place: { ...wide, top: 249, height: 24, largest: 15.5, style: "italic", colour: grey },
  },
  {
    tag: "H2",
    text: ({ course_title }) => course_title,
    place: { ...wide, top: 274, height: 68, largest: 28, style: "regular", colour: ink },
    isGiven: true,
  },
  {
    tag: "P",
    text: detailsOf,
    place: { ...wide, top: 346, height: 20, largest: 12.5, style: "italic", colour: grey },
  },
  {
    tag: "P",
    text: ({ instructor_name }) => instructor_name,
    place: { ...left, top: 418, height: 34, largest: 19, style: "italic", colour: ink },
    isGiven: true,
  },
  {
    tag: "P",
    text: () => "Instructor",
    place: { ...left, top: 457, height: 18, largest: 11, style: "regular", colour: grey },
  },
  {
    tag: "P",
    text: () => "SC",
    place: {
      ...below,
      width: 40,
      top: 412,
      height: 32,
      largest: 21,
      style: "semibold",
      colour: paper,
    },
  },
  {
    tag: "P",
    text: () => "Scan to verify",
    place: {
      ...below,
      x: 648,
      width: 92,
      top: 478,
      height: 14,
      largest: 9.5,
      style: "regular",
      colour: grey,
    },
  },
  {
    tag: "P",
    text: ({ id }) => `Verify at ${certificateAddress(id)}`,
    place: { ...below, top: 506, height: 15, largest: 10, style: "regular", colour: ink },
  },
  {
    tag: "P",
    text: ({ id }) => `Certificate ${id}`,
    place: { ...below, top: 521, height: 14, largest: 9, style: "regular", colour: grey },
  },
];
