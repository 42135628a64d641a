import { type IRole, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { uploadPrefix } from "../packages/contracts/src/content/tasks.ts";

/** Prefixes of the bucket below which something may be done. */
interface FileAccess {
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  readonly deletes?: readonly string[];
}

const extracted = "extracted/";
const vectors = "vectors/";

/** Who does what with the files: functions by id, and the worker. Whoever is not named may not touch them. */
const access: Readonly<Record<string, FileAccess>> = {
  // A signed form may upload what its signer may.
  "content.addMaterial": { writes: [uploadPrefix] },
  // What is not what it was said to be is removed.
  "content.extractMaterial": {
    reads: [uploadPrefix, extracted],
    writes: [extracted],
    deletes: [uploadPrefix],
  },
  worker: {
    reads: [uploadPrefix, extracted, vectors],
    writes: [extracted, vectors],
    deletes: [uploadPrefix],
  },
};

/** Grants a function or container, by id, its part of the bucket. */
export function grantFiles(role: IRole, id: string, bucket: Bucket): void {
  const { reads = [], writes = [], deletes = [] } = access[id] ?? {};
  const allow = (action: string, prefixes: readonly string[]) => {
    if (prefixes.length === 0) return;
    const resources = prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
    role.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources }));
  };
  allow("s3:GetObject", reads);
  allow("s3:PutObject", writes);
  allow("s3:DeleteObject", deletes);
  if (reads.length === 0) return;
  // Without it a missing object answers 403, which looks like a mistake of ours, instead of 404.
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket.bucketArn] }),
  );
}
