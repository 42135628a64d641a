import { issueCertificate as contract } from "@smartcourse/contracts/certificates/tasks";
import { issueCertificate } from "@smartcourse/core/certificates/issue-certificate";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, (attempt) => issueCertificate(postgres(), attempt));
