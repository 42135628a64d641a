/**
 * Tells the running platform what SES would tell of a mail:
 *   node --env-file .local/.env local/mail-feedback.ts bounce|soft-bounce|complaint ADDRESS
 */
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { recordFeedback } from "@smartcourse/contracts/notifications/tasks";
import { queueUrl, sqs } from "@smartcourse/platform/sqs";
import { Failure, report } from "./platform/failure.ts";

/** An event as SES publishes it, as far as it matters here. */
function sesEvent(kind: string, emailAddress: string): object {
  const mail = { timestamp: new Date().toISOString(), destination: [emailAddress] };
  const bounce = (bounceType: string, diagnosticCode: string) => ({
    eventType: "Bounce",
    mail,
    bounce: { bounceType, bounceSubType: "General", bouncedRecipients: [{ emailAddress, diagnosticCode }] },
  });
  if (kind === "bounce") return bounce("Permanent", "smtp; 550 5.1.1 user unknown");
  if (kind === "soft-bounce") return bounce("Transient", "smtp; 452 4.2.2 mailbox full");
  if (kind === "complaint") {
    const complaint = { complainedRecipients: [{ emailAddress }], complaintFeedbackType: "abuse" };
    return { eventType: "Complaint", mail, complaint };
  }
  throw new Failure(`There is no "${kind}": say bounce, soft-bounce or complaint, and an address.`);
}

try {
  const [kind = "", address = ""] = process.argv.slice(2);
  const MessageBody = JSON.stringify(sesEvent(kind, address));
  await sqs().send(new SendMessageCommand({ QueueUrl: queueUrl(recordFeedback.queue), MessageBody }));
  console.log(`The platform hears of a ${kind} of ${address}.`);
} catch (error) {
  report(error);
  process.exitCode = 1;
}
