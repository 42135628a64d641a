import { BadRequestException, MessageRejected, SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { env } from "./env.ts";
import { MailRefused, MailUncertain, type OutgoingMail, mailSender } from "./outgoing-mail.ts";

let client: SESv2Client | undefined;

/** The SDK's own retries could send twice: the task retries. */
function ses(): SESv2Client {
  client ??= new SESv2Client({ maxAttempts: 1 });
  return client;
}

/**
 * Sends a mail by SES, which puts its own Message-ID in place of ours; ours comes back with the events of the mail, as its tag.
 * @throws as deliverMail() says
 */
export async function deliver({ id, to, subject, text, html, headers }: OutgoingMail): Promise<string> {
  const data = (content: string) => ({ Data: content, Charset: "UTF-8" });
  const command = new SendEmailCommand({
    FromEmailAddress: mailSender(),
    Destination: { ToAddresses: [to] },
    Content: {
      Simple: {
        Subject: data(subject),
        Body: { Text: data(text), Html: data(html) },
        Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
      },
    },
    EmailTags: [{ Name: "mail_id", Value: id }],
    ConfigurationSetName: env("MAIL_CONFIGURATION_SET") || undefined,
  });
  try {
    const { MessageId = "" } = await ses().send(command, { abortSignal: AbortSignal.timeout(15_000) });
    return MessageId;
  } catch (error) {
    throw judge(error as SesError);
  }
}

interface SesError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
}

/** What is wrong with the mail itself is for good; a quota, a pause or an unverified sender may be mended. */
function judge(error: SesError): Error {
  if (error instanceof MessageRejected || error instanceof BadRequestException)
    return new MailRefused(error.message, false);
  const unreached = error.code === "ECONNREFUSED" || error.code === "ENOTFOUND";
  if (error.$metadata?.httpStatusCode !== undefined || unreached) return error;
  return new MailUncertain(error.message, { cause: error });
}
