import { expect, test } from "vitest";
import { readMailFeedback } from "./ses-notification.ts";

/** As SES' documentation has them ("Examples of event data that Amazon SES publishes"). */
const mail = {
  timestamp: "2017-08-05T00:40:02.012Z",
  source: "Sender Name <sender@example.com>",
  sourceArn: "arn:aws:ses:us-east-1:123456789012:identity/sender@example.com",
  sendingAccountId: "123456789012",
  messageId: "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000",
  destination: ["recipient@example.com"],
  headersTruncated: false,
  headers: [{ name: "Subject", value: "Message sent from Amazon SES" }],
  commonHeaders: { subject: "Message sent from Amazon SES", to: ["recipient@example.com"] },
  tags: { "ses:configuration-set": ["ConfigSet"], mail_id: ["f322da5c-876f-46d4-9593-c8e182f97db9"] },
};
const bounce = (bounceType: string, bounceSubType = "General") => ({
  eventType: "Bounce",
  bounce: {
    bounceType,
    bounceSubType,
    bouncedRecipients: [
      {
        emailAddress: "recipient@example.com",
        action: "failed",
        status: "5.1.1",
        diagnosticCode: "smtp; 550 5.1.1 user unknown",
      },
    ],
    timestamp: "2017-08-05T00:41:02.669Z",
    feedbackId: "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
    reportingMTA: "dsn; mta.example.com",
  },
  mail,
});
const complaint = (complaintFeedbackType: string | null) => ({
  eventType: "Complaint",
  complaint: {
    complainedRecipients: [{ emailAddress: "recipient@example.com" }],
    timestamp: "2017-08-05T00:41:02.669Z",
    feedbackId: "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
    complaintSubType: null,
    userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.12; rv:54.0)",
    complaintFeedbackType,
    arrivalDate: "2017-08-05T00:41:02.669Z",
  },
  mail,
});
const read = (event: object) => readMailFeedback(JSON.stringify(event));
const address = { addresses: ["recipient@example.com"], sentAt: mail.timestamp };

test("a permanent bounce condemns its addresses, with what the other side said", () => {
  const expected = { ...address, reason: "bounce", detail: "General: smtp; 550 5.1.1 user unknown" };
  expect(read(bounce("Permanent"))).toEqual(expected);
  const { eventType, ...rest } = bounce("Permanent");
  expect(read({ notificationType: eventType, ...rest })).toEqual(expected);
});

test("a complaint condemns its addresses too, but one that says that it is none", () => {
  expect(read(complaint("abuse"))).toEqual({ ...address, reason: "complaint", detail: "abuse" });
  expect(read(complaint(null))).toMatchObject({ reason: "complaint" });
  expect(read(complaint("not-spam"))).toBeUndefined();
});

test.each(["Transient", "Undetermined"])("a bounce that is %s condemns nobody", (type) => {
  expect(read(bounce(type, "MailboxFull"))).toBeUndefined();
});

test("what SNS puts around it is taken off", () => {
  const envelope = {
    Type: "Notification",
    MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
    TopicArn: "arn:aws:sns:us-east-1:123456789012:mail-feedback",
    Message: JSON.stringify(bounce("Permanent")),
    Timestamp: "2017-08-05T00:41:03.000Z",
    SignatureVersion: "1",
  };
  expect(read(envelope)).toEqual(read(bounce("Permanent")));
});

test("deliveries condemn nobody, and what is not SES' is refused", () => {
  const delivery = { timestamp: "2017-08-05T00:41:02.669Z", recipients: ["recipient@example.com"] };
  expect(read({ eventType: "Delivery", delivery, mail })).toBeUndefined();
  expect(() => read({ hello: "world" })).toThrow(/mail/);
  expect(() => readMailFeedback("no JSON")).toThrow(/JSON/);
});
