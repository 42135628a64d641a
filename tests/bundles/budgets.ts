import type { Dependency } from "@smartcourse/contracts/define";
import type { FunctionEntry } from "@smartcourse/contracts/functions";

/** What a function's bundle may be, in KB gzipped, by what it talks to; layers are counted apart. */
const basic = 145;
/** SES' client and the SMTP client, of which a process loads one. */
const withMail = 240;
const withDocumentsOrFiles = 300;
const withDocumentsAndFiles = 450;
const withWorkflows = 450;
const withAssistant = 900;

/** The SQS client, with which a task's function puts off a message that failed. */
const queueClient = 100;

/** Days of time zones: Temporal, which Node 24 has not yet. */
const calendar = { kb: 15, why: "cuts periods into days of time zones: temporal-polyfill" };

/** Functions that carry more than what they talk to, and why. */
const allowances: Readonly<Record<string, { readonly kb: number; readonly why: string }>> = {
  "content.extractMaterial": { kb: 450, why: "reads PDF itself: pdf.js" },
  "certificates.issueCertificate": {
    kb: 250,
    why: "writes a PDF: pdfkit, and fontkit, which shapes every script",
  },
  "content.rereadMaterial": { kb: 450, why: "reads the same files" },
  "enrollments.bulkEnroll": { kb: 10, why: "reads CSV: csv-parse" },
  "enrollments.getCalendar": { kb: 10, why: "writes iCalendar: ical-generator" },
  "analytics.writeReport": { kb: 260, why: "writes a PDF as certificates do, and knows days of time zones" },
  "analytics.getDashboard": calendar,
  "analytics.getCourseAnalytics": calendar,
  "analytics.getEnrollmentTrends": calendar,
  "analytics.getCompletions": calendar,
  "analytics.requestReport": calendar,
};

/** Functions that carry less than what they talk to would let them, and have to stay so. */
const lighter: Readonly<Record<string, number>> = {
  // Asks for its embeddings itself: no LangChain.
  "courses.searchCourses": 350,
};

/** The bundle's size in KB gzipped that a function may not exceed. */
export function budgetOf(entry: FunctionEntry): number {
  const more = (entry.kind === "task" ? queueClient : 0) + (allowances[entry.id]?.kb ?? 0);
  return lighter[entry.id] ?? budgetByUses(clientsOf(entry)) + more;
}

function budgetByUses(uses: readonly Dependency[]): number {
  const [mongo, s3] = [uses.includes("mongo"), uses.includes("s3")];
  if (uses.includes("llm") || uses.includes("qdrant")) return withAssistant;
  if (uses.includes("temporal")) return withWorkflows;
  if (mongo && s3) return withDocumentsAndFiles;
  if (uses.includes("mail")) return withMail;
  return mongo || s3 ? withDocumentsOrFiles : basic;
}

/** What a function imports the client of. The health check reaches everything, and most of it without a client. */
export function clientsOf({ id, uses }: FunctionEntry): readonly Dependency[] {
  return id === "operations.getHealth" ? ["postgres", "redis"] : uses;
}
