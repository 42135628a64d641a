import { functions } from "@smartcourse/contracts/functions";
import { describe, expect, test } from "vitest";
import { queueEntries } from "../../stacks/queues.ts";
import { deployed } from "./deployed-functions.ts";
import { type Grant, grants, grantsOf, list } from "./policies.ts";
import { type Resource, member, nameOf, resources, sorted, target, theOnly } from "./templates.ts";

/** Actions that AWS knows no narrower resource for. */
const withoutResource = new Set([
  // Lambda attaches a function to the VPC, and the pollers of a topic, with the function's role.
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
  "ec2:DescribeVpcs",
  "ec2:DescribeSecurityGroups",
  // Traces have no name before they are written.
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  // The token is for the registry; pulling is granted by repository.
  "ecr:GetAuthorizationToken",
]);
const prefixes = [
  "reports/*",
  "uploads/*",
  "media/*",
  "thumbnails/*",
  "extracted/*",
  "vectors/*",
  "imports/*",
  "exports/*",
  "certificates/*",
];

/** What is granted of the bucket itself, and of what lies in it. */
const bucketActions = ["s3:ListBucket", "s3:ListBucketMultipartUploads"];
const fileActions = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:AbortMultipartUpload",
  "s3:ListMultipartUploadParts",
  ...bucketActions,
];

test("No role may do everything of a service", () => {
  const actions = grants().flatMap((grant) => grant.actions);
  expect(actions.length).toBeGreaterThan(functions.length);
  expect(actions.filter((action) => /^\*$|:\*$/.test(action))).toEqual([]);
});

test("No role may do something with everything, but where AWS knows no narrower resource", () => {
  const wide = grants().filter(({ resources }) => resources.includes("*"));
  expect(wide.flatMap(({ actions }) => actions).filter((action) => !withoutResource.has(action))).toEqual([]);
});

test("Roles have no policies of AWS, which are wide, but those of what CDK and SST bring along", () => {
  const managed = resources("AWS::IAM::Role").filter(({ properties }) => "ManagedPolicyArns" in properties);
  const broughtAlong =
    /^(CustomResourceHandlerServiceRole|CustomS3AutoDelete|AWS679f53fac002430cb0da5b7982bd2287)/;
  expect(managed.map(({ id }) => id).filter((id) => !broughtAlong.test(id))).toEqual([]);
});

describe("Files", () => {
  const s3 = () => grants().filter(({ actions }) => actions.some((action) => action.startsWith("s3:")));

  test("are granted by prefix, and only single actions on them", () => {
    expect(s3().length).toBeGreaterThan(0);
    for (const { actions, resources, stack } of s3()) {
      expect(fileActions).toContain(actions.join());
      for (const resource of resources) {
        if (actions.some((action) => bucketActions.includes(action)))
          expect(target(stack, resource)).toBe(bucketName());
        else expect(prefixes).toContain(lastPart(resource).replace(/^\//, ""));
      }
    }
  });

  test("are for functions that say they use them", () => {
    const roles = new Set(s3().map(({ role }) => role));
    const users = functions.filter((entry) => roles.has(roleOf(deployed(entry))));
    expect(users.map(({ id, uses }) => [id, uses.includes("s3")])).toEqual(users.map(({ id }) => [id, true]));
    expect(users.map(({ id }) => id)).toContain("content.extractMaterial");
  });

  test("may be written below uploads/ by nobody but who signs upload forms, and the worker, which imports courses", () => {
    const writers = s3().filter(
      ({ actions, resources }) =>
        actions.includes("s3:PutObject") && resources.some((resource) => lastPart(resource) === "/uploads/*"),
    );
    const signers = ["add-material", "sign-parts", "complete-upload", "retry-material"].map((operation) =>
      roleOf(deployed({ name: `content-${operation}` })),
    );
    expect(sorted(writers.map(({ role }) => role))).toEqual(sorted([...signers, taskRole("worker")]));
    for (const { actions } of writers) expect(actions).toEqual(["s3:PutObject"]);
  });

  const bucketName = () => nameOf(theOnly("AWS::S3::Bucket"));
});

test("Mail is sent by one function, from one address, through one configuration set", () => {
  const senders = grants().filter(({ actions }) => actions.some((action) => action.startsWith("ses:")));
  expect(senders.map(({ role, actions }) => [role, actions])).toEqual([
    [roleOf(deployed({ name: "notifications-send-mail" })), ["ses:SendEmail"]],
  ]);
  for (const resource of senders.flatMap(({ resources: of }) => of))
    expect(JSON.stringify(resource)).toMatch(/:(identity|configuration-set)\//);
});

describe("Queues", () => {
  test("are fed by the relay or by the clocks alone, but those that AWS feeds: with what the bucket and SES tell", () => {
    const senders = grants().filter(({ actions }) => actions.some((action) => action.startsWith("sqs:Send")));
    const relay = taskRole("relay");
    const fed = (by: string) =>
      sorted(queueEntries.filter(({ fedBy }) => fedBy === by).map(({ name }) => `dev-smartcourse-${name}`));
    const [relayed, clocked] = [true, false].map((is) =>
      senders.filter(({ role }) => (role === relay) === is),
    );
    expect(sorted(queueNames(relayed ?? []))).toEqual(fed("relay"));
    expect(sorted(queueNames(clocked ?? []))).toEqual(fed("schedule"));
    expect(new Set(clocked?.map(({ role }) => role)).size).toBe(1);
  });

  test.each(queueEntries)("$name is read by $feeds alone", ({ name, feeds }) => {
    const readers = grants().filter(
      (grant) =>
        grant.actions.includes("sqs:ReceiveMessage") &&
        queueNames([grant]).includes(`dev-smartcourse-${name}`),
    );
    const owner = functions.find(({ id }) => id === feeds);
    expect(readers.map(({ role }) => role)).toEqual([roleOf(deployed({ name: owner?.name ?? "" }))]);
    expect(readers.flatMap((grant) => queueNames([grant]))).toEqual([`dev-smartcourse-${name}`]);
  });
});

describe("Secrets", () => {
  test("are read by what starts the worker, and by the proxy", () => {
    const readers = grants().filter(({ actions }) =>
      actions.some((action) => action.startsWith("secretsmanager:")),
    );
    expect(sorted(readers.map(({ role }) => role.replace(/[A-F0-9]{8}$/, "")))).toEqual([
      "data/DatabaseProxyIAMRole",
      "workflows/workertaskExecutionRole",
    ]);
  });

  test("no function may read any: they come with its environment", () => {
    for (const entry of functions) {
      const actions = grantsOf(roleOf(deployed(entry))).flatMap((grant) => grant.actions);
      expect(actions.filter((action) => /^(secretsmanager|ssm|kms|rds)/.test(action))).toEqual([]);
    }
  });
});

function roleOf(lambda: Resource): string {
  return target(lambda.stack, lambda.properties["Role"]) ?? "";
}

function taskRole(container: string): string {
  const found = resources("AWS::ECS::TaskDefinition").find(
    ({ properties }) => properties["Family"] === `dev-smartcourse-${container}`,
  );
  return target(found?.stack ?? "", found?.properties["TaskRoleArn"]) ?? "";
}

function queueNames(of: readonly Grant[]): unknown[] {
  const named = new Map(
    resources("AWS::SQS::Queue").map((queue) => [nameOf(queue), queue.properties["QueueName"]]),
  );
  return of.flatMap(({ stack, resources }) => resources.map((arn) => named.get(target(stack, arn) ?? "")));
}

/** The end of a resource's ARN, after what it refers to. */
function lastPart(resource: unknown): string {
  const join = member(resource, "Fn::Join");
  return String(list(list(join)[1]).at(-1));
}
