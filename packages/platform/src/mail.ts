import { env } from "./env.ts";
import type { OutgoingMail } from "./outgoing-mail.ts";

/**
 * Hands a mail to the SMTP server where one is named, else to SES, and answers with the id it is known by there.
 * @throws MailRefused for good; MailUncertain where no answer came; anything else: it was not sent, and may be later
 */
export async function deliverMail(mail: OutgoingMail): Promise<string> {
  // Each function needs one of the two, and loads that alone.
  const { deliver } = env("SMTP_URL") === "" ? await import("./mail-ses.ts") : await import("./mail-smtp.ts");
  return deliver(mail);
}
