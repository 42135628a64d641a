import { buffer } from "node:stream/consumers";
import { default as Pdf } from "pdfkit";
import { type CertificateRecord, certificateAddress, dayOf } from "../certificate.ts";
import { drawQr } from "./draw-qr.ts";
import { canBeSet, drawText } from "./draw-text.ts";
import { code, inscriptions, nameRule, seal, signatureRule } from "./layout.ts";
import { colours, drawFrame, drawRule, drawSeal } from "./ornaments.ts";
import { Typefaces } from "./typefaces.ts";

/** What stands where a text is in a script for which there is no face: the page at the address has it in full. */
const elsewhere = "as named at the address below";

/**
 * A certificate as a PDF of one page: A4 across, tagged, its fonts embedded. The same record makes the same bytes.
 * `fonts`: the folder of the faces.
 */
export async function renderCertificate(record: CertificateRecord, fonts: string): Promise<Uint8Array> {
  const faces = new Typefaces(fonts);
  const pdf = new Pdf({
    size: "A4",
    layout: "landscape",
    margin: 0,
    pdfVersion: "1.7",
    // Its types do not know of it yet.
    subset: "PDF/UA" as PDFKit.Mixins.PDFSubsets,
    tagged: true,
    displayTitle: true,
    lang: "en",
    font: faces.face("regular").path,
    info: {
      Title: `Certificate of completion: ${record.course_title}`,
      Author: "SmartCourse",
      Subject: `${record.student_name}, ${dayOf(record.completed_at)}`,
      Keywords: record.id,
      CreationDate: new Date(record.made_at),
    },
  });
  const bytes = buffer(pdf);
  drawOrnaments(pdf);
  drawContent(pdf, record, faces);
  pdf.end();
  return bytes;
}

/** What nobody needs to be read. */
function drawOrnaments(pdf: PDFKit.PDFDocument): void {
  pdf.markContent("Artifact", { type: "Layout" });
  drawFrame(pdf);
  drawRule(pdf, nameRule.at, nameRule.halfWidth);
  drawSeal(pdf, seal);
  pdf
    .lineWidth(0.6)
    .moveTo(...signatureRule.from)
    .lineTo(...signatureRule.to)
    .stroke(colours.gold);
  pdf.endMarkedContent();
}

function drawContent(pdf: PDFKit.PDFDocument, record: CertificateRecord, faces: Typefaces): void {
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  for (const { tag, text, place, isGiven } of inscriptions) {
    const actual = text(record);
    const shown = isGiven && !canBeSet(actual, place.style, faces) ? elsewhere : actual;
    root.add(pdf.struct(tag, { actual }, () => drawText(pdf, faces, shown, place)));
  }
  const address = certificateAddress(record.id);
  const alt = `QR code of ${address}`;
  root.add(pdf.struct("Figure", { alt }, () => drawQr(pdf, address, code.at, code.side)));
  root.end();
}
