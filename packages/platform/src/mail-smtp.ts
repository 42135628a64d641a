import { createTransport } from "nodemailer";
import { env } from "./env.ts";
import { MailRefused, MailUncertain, type OutgoingMail, mailSender } from "./outgoing-mail.ts";

/** In all below the task's 30 s. */
const deadlines = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

/** Sends a mail by SMTP. @throws as deliverMail() says */
export async function deliver({ id, ...mail }: OutgoingMail): Promise<string> {
  const transport = createTransport({ url: env("SMTP_URL"), ...deadlines });
  const messageId = `<${id}@${env("MAIL_DOMAIN")}>`;
  try {
    await transport.sendMail({
      ...mail,
      from: mailSender(),
      messageId,
      headers: { ...mail.headers },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return messageId;
  } catch (error) {
    throw judge(error as SmtpError);
  } finally {
    transport.close();
  }
}

/** What nodemailer throws: `responseCode` where the server answered, `syscall` where it was not reached. */
interface SmtpError extends Error {
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
  readonly code?: string;
  readonly syscall?: string;
}

/** Codes before a connection stands: nothing was sent. */
const unreached = new Set(["EDNS", "ECONNREFUSED", "EHOSTUNREACH", "ENOTFOUND", "EAUTH", "ETLS"]);

/** RFC 5321, 4.2.1: 4yz is for now, 5yz for good. RFC 3463: 5.1.x is about the address. */
function judge(error: SmtpError): Error {
  const { responseCode, response = "", command, code = "", syscall } = error;
  if (responseCode !== undefined) {
    if (responseCode < 500) return error;
    const unknown =
      command === "RCPT TO" && /^(550|551|553)\b/.test(response) && !/^\d+[ -]5\.7\./.test(response);
    return new MailRefused(response || error.message, unknown || /^\d+[ -]5\.1\./.test(response));
  }
  if (unreached.has(code) || syscall === "connect" || syscall === "getaddrinfo") return error;
  return new MailUncertain(error.message, { cause: error });
}
