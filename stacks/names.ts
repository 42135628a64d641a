import type { App, Stack } from "sst/constructs";

/** The bucket's name. It is known before the bucket is there, because the queues that the bucket tells come first. */
export function filesBucketName(app: App): string {
  return `${app.logicalPrefixedName("files")}-${app.account}`;
}

/** The topic through which SES tells what became of mails. It is named before it is there, as the bucket is. */
export function feedbackTopicName(app: App): string {
  return app.logicalPrefixedName("mail-feedback");
}

export function feedbackTopicArn(stack: Stack, app: App): string {
  return `arn:${stack.partition}:sns:${stack.region}:${stack.account}:${feedbackTopicName(app)}`;
}

/** The secret that holds every secret of the stage, by the names of the settings. Made by hand before the first deployment. */
export function secretName(app: App): string {
  return `${app.name}/${app.stage}`;
}

/** The parameter that holds a setting of the stage which no stack makes and which need not be hidden. */
export function parameterName(app: App, setting: string): string {
  return `/${app.name}/${app.stage}/${setting}`;
}
