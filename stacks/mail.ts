import { type IRole, PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from "aws-cdk-lib/aws-ses";
import { CfnSubscription, Topic } from "aws-cdk-lib/aws-sns";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { App, Stack, StackContext } from "sst/constructs";
import { use } from "sst/constructs";
import { feedbackTopicName, parameterName } from "./names.ts";
import { queues } from "./queues.ts";

/**
 * The sender of mail. Its domain has to show the DKIM records among the outputs before SES sends anything; the headers by which
 * mail programs unsubscribe are signed with them (RFC 8058, section 4).
 */
export function mail({ stack, app }: StackContext) {
  const domain = StringParameter.valueForStringParameter(stack, parameterName(app, "MAIL_DOMAIN"));
  const configurationSet = new ConfigurationSet(stack, "Mails", {
    configurationSetName: app.logicalPrefixedName("mails"),
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
  });
  const identity = new EmailIdentity(stack, "Sender", {
    identity: Identity.domain(domain),
    configurationSet,
  });
  const records = identity.dkimRecords.map(({ name, value }, index) => [
    `Dkim${index + 1}`,
    `${name} CNAME ${value}`,
  ]);
  stack.addOutputs(Object.fromEntries(records));
  const configurationSetArn = stack.formatArn({
    service: "ses",
    resource: "configuration-set",
    resourceName: configurationSet.configurationSetName,
  });
  addFeedback(stack, app, configurationSet);
  return {
    domain,
    configurationSetName: configurationSet.configurationSetName,
    resources: [identity.emailIdentityArn, configurationSetArn],
  };
}

/** Has SES tell of mails that came back, and of complaints, to the queue of the task that notes their addresses. */
function addFeedback(stack: Stack, app: App, set: ConfigurationSet): void {
  const topic = new Topic(stack, "Feedback", { topicName: feedbackTopicName(app), enforceSSL: true });
  // It also lets SES publish to the topic, for this set alone.
  set.addEventDestination("Feedback", {
    destination: EventDestination.snsTopic(topic),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  });
  for (const { entry, queue } of use(queues).pairs.filter(({ entry: { fedBy } }) => fedBy === "mail")) {
    new CfnSubscription(stack, entry.name, {
      topicArn: topic.topicArn,
      protocol: "sqs",
      endpoint: queue.queueArn,
      rawMessageDelivery: true,
    });
  }
}

/** Lets a role send mail from our one address, and nothing else of SES. */
export function grantMail(role: IRole): void {
  const { domain, resources } = use(mail);
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ["ses:SendEmail"],
      resources,
      conditions: { StringEquals: { "ses:FromAddress": `no-reply@${domain}` } },
    }),
  );
}
