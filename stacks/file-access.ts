import { type IRole, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import {
  mediaPrefix,
  thumbnailPrefix,
  uploadPrefix,
  vectorPrefix as vectors,
} from "../packages/contracts/src/content/tasks.ts";
import { reportPrefix } from "../packages/contracts/src/analytics/tasks.ts";
import { certificatePrefix } from "../packages/contracts/src/certificates/tasks.ts";
import { exportPrefix, importPrefix } from "../packages/contracts/src/transfer/tasks.ts";

/** Prefixes of the bucket below which something may be done. */
interface FileAccess {
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  readonly deletes?: readonly string[];
  /** Asks for the parts of an upload under way. */
  readonly lists?: readonly string[];
  /** Uploads in parts that never came to an end. */
  readonly aborts?: readonly string[];
}

const extracted = "extracted/";

/** Who does what with the files: functions by id, and the worker. Whoever is not named may not touch them. */
const access: Readonly<Record<string, FileAccess>> = {
  // A signed form, or URL, may do what its signer may. Parts are announced, sent and put together by different functions.
  "content.addMaterial": { writes: [uploadPrefix] },
  "content.signParts": { writes: [uploadPrefix] },
  "content.completeUpload": {
    reads: [uploadPrefix, mediaPrefix],
    writes: [uploadPrefix],
    lists: [uploadPrefix],
    aborts: [uploadPrefix],
  },
  "content.retryMaterial": {
    reads: [uploadPrefix, mediaPrefix],
    writes: [uploadPrefix],
    aborts: [uploadPrefix],
  },
  "content.getMaterial": { reads: [mediaPrefix] },
  "content.listMaterials": { reads: [mediaPrefix] },
  "content.updateMaterial": { reads: [mediaPrefix] },
  "content.getCourseThumbnail": { reads: [mediaPrefix, thumbnailPrefix] },
  // What is not what it was said to be is removed.
  "content.extractMaterial": {
    reads: [uploadPrefix, extracted],
    writes: [extracted],
    deletes: [uploadPrefix],
  },
  "content.rereadMaterial": {
    reads: [uploadPrefix, extracted],
    writes: [extracted],
    deletes: [uploadPrefix],
  },
  "content.processImage": {
    reads: [uploadPrefix],
    writes: [mediaPrefix],
    deletes: [uploadPrefix, mediaPrefix],
  },
  "content.removeMaterialFiles": {
    reads: [mediaPrefix],
    deletes: [uploadPrefix, mediaPrefix, extracted],
    aborts: [uploadPrefix],
  },
  "content.drawThumbnail": { writes: [thumbnailPrefix], deletes: [thumbnailPrefix] },
  "certificates.issueCertificate": { writes: [certificatePrefix] },
  "certificates.getPdf": { reads: [certificatePrefix] },
  "transfer.importCourse": { writes: [importPrefix] },
  "transfer.receiveImport": { deletes: [importPrefix] },
  "analytics.writeReport": { reads: [reportPrefix], writes: [reportPrefix], aborts: [reportPrefix] },
  "analytics.getReport": { reads: [reportPrefix] },
  "transfer.getExport": { reads: [exportPrefix] },
  worker: {
    reads: [importPrefix, exportPrefix, uploadPrefix, mediaPrefix, extracted, vectors],
    writes: [uploadPrefix, exportPrefix, mediaPrefix, extracted, vectors],
    // Of a deleted course nothing stays.
    deletes: [importPrefix, exportPrefix, uploadPrefix, extracted, vectors, mediaPrefix, thumbnailPrefix],
    aborts: [uploadPrefix, exportPrefix],
  },
};

/** Grants a function or container, by id, its part of the bucket. */
export function grantFiles(role: IRole, id: string, bucket: Bucket): void {
  const { reads = [], writes = [], deletes = [], lists = [], aborts = [] } = access[id] ?? {};
  const allow = (action: string, prefixes: readonly string[]) => {
    if (prefixes.length === 0) return;
    const resources = prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
    role.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources }));
  };
  allow("s3:GetObject", reads);
  allow("s3:PutObject", writes);
  allow("s3:DeleteObject", deletes);
  allow("s3:AbortMultipartUpload", aborts);
  allow("s3:ListMultipartUploadParts", lists);
  if (id === "worker") {
    const [actions, resources] = [["s3:ListBucketMultipartUploads"], [bucket.bucketArn]];
    role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
  }
  if (reads.length === 0) return;
  // Without it a missing object answers 403, which looks like a mistake of ours, instead of 404.
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket.bucketArn] }),
  );
}
