import type { Db } from "@smartcourse/platform/postgres";
import { readMailFeedback } from "@smartcourse/platform/ses-notification";
import { suppressAddress } from "./suppressions-store.ts";

/** Notes which addresses get no more mail, by a message of SES. The same one again changes nothing. */
export async function recordFeedback(db: Db, body: string): Promise<void> {
  const feedback = readMailFeedback(body);
  if (feedback === undefined) return;
  const { addresses, ...why } = feedback;
  for (const email of addresses) await suppressAddress(db, { email, ...why });
}
