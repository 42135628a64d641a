import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { StackContext } from "sst/constructs";
import { use } from "sst/constructs";
import { queues } from "./queues.ts";

/** What calls a person: a message that every retry failed on. Whoever wants to know subscribes to the topic. */
export function observability({ stack, app }: StackContext) {
  const alarms = new Topic(stack, "Alarms", {
    topicName: app.logicalPrefixedName("alarms"),
    enforceSSL: true,
  });
  for (const { entry, deadLetters } of use(queues).pairs) {
    const alarm = new Alarm(stack, `${entry.name}-dead-letters`, {
      alarmName: app.logicalPrefixedName(`${entry.name}-dead-letters`),
      alarmDescription: `${entry.feeds} failed on a message for good: look at it, then send it back`,
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(alarms));
  }
  stack.addOutputs({ Alarms: alarms.topicArn });
}
