import * as z from "zod";

/** What SES tells of addresses that mail should no longer go to. */
export interface MailFeedback {
  readonly reason: "bounce" | "complaint";
  readonly addresses: readonly string[];
  /** What the other side said, as far as it is told. */
  readonly detail: string;
  /** When the mail was sent. */
  readonly sentAt: string;
}

const Recipient = z.object({ emailAddress: z.string(), diagnosticCode: z.string().nullish() });
const Bounce = z.object({
  bounceType: z.string(),
  bounceSubType: z.string(),
  bouncedRecipients: z.array(Recipient),
});
const Complaint = z.object({
  complainedRecipients: z.array(Recipient),
  complaintFeedbackType: z.string().nullish(),
});

/** Event publishing says `eventType`, an identity's own notifications say `notificationType`; the rest is the same. */
const SesEvent = z.object({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.object({ timestamp: z.iso.datetime() }),
  bounce: Bounce.optional(),
  complaint: Complaint.optional(),
});

/** What SNS puts around it where the subscription does not ask for the message alone. */
const Envelope = z.object({ Type: z.literal("Notification"), Message: z.string() });

/**
 * The feedback in a message of SES. `undefined` for whatever does not condemn an address: a soft bounce, "not spam", a delivery.
 * Throws where the message is not SES'.
 */
export function readMailFeedback(body: string): MailFeedback | undefined {
  const sent: unknown = JSON.parse(body);
  const envelope = Envelope.safeParse(sent);
  const event = SesEvent.parse(envelope.success ? JSON.parse(envelope.data.Message) : sent);
  const sentAt = event.mail.timestamp;
  switch (event.eventType ?? event.notificationType) {
    case "Bounce":
      return ofBounce(Bounce.parse(event.bounce), sentAt);
    case "Complaint":
      return ofComplaint(Complaint.parse(event.complaint), sentAt);
    default:
      return undefined;
  }
}

function ofBounce(bounce: z.infer<typeof Bounce>, sentAt: string): MailFeedback | undefined {
  if (bounce.bounceType !== "Permanent") return undefined;
  const said = bounce.bouncedRecipients.flatMap(({ diagnosticCode }) => diagnosticCode ?? []);
  return {
    reason: "bounce",
    addresses: bounce.bouncedRecipients.map(({ emailAddress }) => emailAddress),
    detail: [bounce.bounceSubType, ...said].join(": "),
    sentAt,
  };
}

function ofComplaint(complaint: z.infer<typeof Complaint>, sentAt: string): MailFeedback | undefined {
  const { complainedRecipients, complaintFeedbackType: type } = complaint;
  if (type === "not-spam") return undefined;
  const addresses = complainedRecipients.map(({ emailAddress }) => emailAddress);
  return { reason: "complaint", addresses, detail: type ?? "complaint", sentAt };
}
