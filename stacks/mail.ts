import { type IRole, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { StackContext } from "sst/constructs";
import { use } from "sst/constructs";
import { parameterName } from "./names.ts";

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
  return {
    domain,
    configurationSetName: configurationSet.configurationSetName,
    resources: [identity.emailIdentityArn, configurationSetArn],
  };
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
