import { env } from "./env.ts";

/** A mail to one person. `id`: the same for every try, so that a second one can be told from a second mail. */
export interface OutgoingMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The mail was refused for good. */
export class MailRefused extends Error {
  override readonly name = "MailRefused";
  readonly isMailboxUnknown: boolean;
  constructor(message: string, isMailboxUnknown: boolean) {
    super(message);
    this.isMailboxUnknown = isMailboxUnknown;
  }
}

/** No answer came: the mail may have been taken, or not. */
export class MailUncertain extends Error {
  override readonly name = "MailUncertain";
}

/** The address that mail comes from. */
export function mailSender(): string {
  return `SmartCourse <no-reply@${env("MAIL_DOMAIN")}>`;
}
