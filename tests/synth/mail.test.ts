import { recordFeedback } from "@smartcourse/contracts/notifications/tasks";
import { expect, test } from "vitest";
import { member, nameOf, resources, target, theOnly } from "./templates.ts";

const named = (type: string, property: string, name: string) => {
  const found = resources(type).find(({ properties }) => properties[property] === `dev-smartcourse-${name}`);
  if (found === undefined) throw new Error(`There is no ${type} ${name}`);
  return found;
};
const topic = () => named("AWS::SNS::Topic", "TopicName", "mail-feedback");
const queue = () => named("AWS::SQS::Queue", "QueueName", recordFeedback.queue);
const allowed = (type: string, ofTopic = false) =>
  resources(type)
    .filter(({ stack }) => !ofTopic || stack === topic().stack)
    .flatMap(({ properties }) =>
      (member(properties["PolicyDocument"], "Statement") as object[]).filter(
        (statement) => member(statement, "Effect") === "Allow",
      ),
    );

test("SES tells of bounces and complaints, and its topic hands them to the queue of the task as they are", () => {
  const { EventDestination } = theOnly("AWS::SES::ConfigurationSetEventDestination").properties;
  expect(EventDestination).toMatchObject({ Enabled: true, MatchingEventTypes: ["bounce", "complaint"] });
  const subscription = theOnly("AWS::SNS::Subscription");
  expect(subscription.properties).toMatchObject({ Protocol: "sqs", RawMessageDelivery: true });
  expect(target(subscription.stack, subscription.properties["TopicArn"])).toBe(nameOf(topic()));
  expect(target(subscription.stack, subscription.properties["Endpoint"])).toBe(nameOf(queue()));
});

test("Nobody but SES, for our configuration set, may tell the topic something, and nobody but the topic the queue", () => {
  expect(allowed("AWS::SNS::TopicPolicy", true)).toMatchObject([
    {
      Action: "sns:Publish",
      Principal: { Service: "ses.amazonaws.com" },
      Condition: {
        StringEquals: { "AWS:SourceAccount": "123456789012", "AWS:SourceArn": expect.anything() },
      },
    },
  ]);
  const byTopics = allowed("AWS::SQS::QueuePolicy").filter((statement) =>
    JSON.stringify(statement).includes("sns.amazonaws.com"),
  );
  expect(byTopics).toHaveLength(1);
  expect(JSON.stringify(member(byTopics[0], "Condition"))).toContain(String(topic().properties["TopicName"]));
});

test("Mail goes over TLS alone, from a domain that SES has seen the keys of", () => {
  const set = theOnly("AWS::SES::ConfigurationSet");
  expect(set.properties).toMatchObject({ DeliveryOptions: { TlsPolicy: "REQUIRE" } });
  expect(theOnly("AWS::SES::EmailIdentity").properties).toHaveProperty("EmailIdentity");
});
