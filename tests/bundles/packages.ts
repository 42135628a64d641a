import type { Dependency } from "@smartcourse/contracts/define";
import type { FunctionEntry } from "@smartcourse/contracts/functions";
import type { BundleMeta } from "../../local/bundles/freshness.ts";
import { clientsOf } from "./budgets.ts";

/** The packages that go with what a function talks to: no other function has anything of them. */
const clients: Readonly<Record<Dependency, readonly RegExp[]>> = {
  postgres: [/^pg(-|$)/],
  redis: [/^@upstash\//],
  mongo: [/^mongodb/, /^bson$/],
  s3: [/^@aws-sdk\/(client-s3|s3-)/],
  sqs: [/^@aws-sdk\/client-sqs$/],
  kafka: [/^kafkajs$/],
  qdrant: [/^@qdrant\//],
  llm: [/^@langchain\//, /^openai$/, /^langsmith$/],
  temporal: [/^@temporalio\//, /^@grpc\//, /^protobufjs$/],
  mail: [/^nodemailer$/, /^@aws-sdk\/client-sesv2$/],
  argon2: [/^@node-rs\/argon2/],
  sharp: [/^sharp$/, /^@img\//],
};

/** In no bundle at all: layers, and what belongs to deployment. */
const banned = [
  /^@aws-lambda-powertools\/tracer$/,
  /^aws-xray-sdk/,
  /^@node-rs\//,
  /^sst$/,
  /^aws-cdk-lib$/,
  /^constructs$/,
  /^vitest$/,
];

/** Bytes of each package in a bundle. */
export function packagesOf({ contents }: BundleMeta): Map<string, number> {
  const packages = new Map<string, number>();
  for (const [file, bytes] of Object.entries(contents)) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
    if (name !== undefined) packages.set(name, (packages.get(name) ?? 0) + bytes);
  }
  return packages;
}

/** The packages in a bundle, or required by it, that its function has no business with. */
export function strangersIn(entry: FunctionEntry, meta: BundleMeta): string[] {
  const uses = new Set<Dependency>(clientsOf(entry));
  // Tasks and consumers put off by SQS what failed, whatever else they talk to.
  if (entry.kind === "task") uses.add("sqs");
  const others = Object.entries(clients).filter(([dependency]) => !uses.has(dependency as Dependency));
  const patterns = others.flatMap(([, packages]) => packages);
  const bundled = [...packagesOf(meta).keys()].filter((name) => matches([...banned, ...patterns], name));
  return [...bundled, ...meta.externals.filter((name) => matches(patterns, name))];
}

function matches(patterns: readonly RegExp[], name: string): boolean {
  return patterns.some((pattern) => pattern.test(name));
}
