import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { receiveImport as contract } from "@smartcourse/contracts/transfer/tasks";
import { postgres } from "@smartcourse/platform/postgres";
import { queueUrl, sqs } from "@smartcourse/platform/sqs";
import { handler as receiveImport } from "../../../functions/transfer/receive-import.ts";
import { provision } from "../../../local/provision/provision.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type ScratchPlatform, openScratchPlatform } from "../../support/scratch-platform.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import { writeZip } from "../../support/write-zip.ts";
import { readImport, sendArchive } from "./fixtures.ts";

let platform: ScratchPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await openScratchPlatform();
  await provision(["localstack"]);
  ada = await registerAndLogin("instructor");
});
afterAll(() => platform.close());

it("begins when the bucket tells the queue of an archive, and once however often it is told", async () => {
  const { id, key } = await sendArchive(ada, writeZip([{ path: "a.md", content: "# A\n\nText." }]));
  const told = await eventually(
    async () => {
      const QueueUrl = queueUrl(contract.queue);
      const { Messages = [] } = await sqs().send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }));
      return Messages.map(({ Body = "" }) => Body).find((body) => body.includes(key));
    },
    (body) => body !== undefined,
  );
  const event = sqsEvent(told ?? "");
  const replies = await Promise.all([receiveImport(event), receiveImport(event), receiveImport(event)]);
  for (const reply of replies) expect(reply).toEqual({ batchItemFailures: [] });
  const rows = await postgres()
    .selectFrom("workflows")
    .select(["id", "owner_id", "state"])
    .where("kind", "=", "import")
    .execute();
  expect(rows).toEqual([{ id: `import-${id}-1`, owner_id: ada.id, state: "pending" }]);
  expect((await readImport(ada, id)).body).toMatchObject({
    status: "processing",
    workflow_id: `import-${id}-1`,
  });
});
