import { receiveImport as contract } from "@smartcourse/contracts/transfer/tasks";
import { receiveImports } from "@smartcourse/core/transfer/receive-imports";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, ({ objects }) => receiveImports(postgres(), objects));
