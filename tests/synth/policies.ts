import { member, nameOf, resources, target } from "./templates.ts";

/** One permission that a role has by its own policies. */
export interface Grant {
  /** `stack/id` of the role. */
  readonly role: string;
  readonly stack: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
}

/** What every role of the deployment may do. */
export function grants(): Grant[] {
  const attached = resources("AWS::IAM::Policy").flatMap(({ stack, properties }) =>
    list(properties["Roles"]).flatMap((role) =>
      read(stack, target(stack, role) ?? "", properties["PolicyDocument"]),
    ),
  );
  const inline = resources("AWS::IAM::Role").flatMap((role) =>
    list(role.properties["Policies"]).flatMap((policy) =>
      read(role.stack, nameOf(role), member(policy, "PolicyDocument")),
    ),
  );
  return [...attached, ...inline];
}

/** What one role may do. */
export function grantsOf(role: string): Grant[] {
  return grants().filter((grant) => grant.role === role);
}

function read(stack: string, role: string, document: unknown): Grant[] {
  return list(member(document, "Statement"))
    .filter((statement) => member(statement, "Effect") === "Allow")
    .map((statement) => ({
      role,
      stack,
      actions: list(member(statement, "Action")).map(String),
      resources: list(member(statement, "Resource")),
    }));
}

/** A value as a list: CloudFormation writes a list of one as the one. */
export function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
