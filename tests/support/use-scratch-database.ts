import { afterAll } from "vitest";
import { openPostgres, postgres } from "@smartcourse/platform/postgres";
import { seedFirstAdmin } from "../../local/provision/first-admin.ts";
import { createScratchDatabase } from "./scratch-database.ts";

/**
 * Importing this gives a test file a database of its own, with the first admin in it: the platform's relay, consumers and
 * sagas go on with theirs and take nothing away from what the test looks at.
 */
const scratch = await createScratchDatabase();
process.env["DATABASE_URL"] = scratch.url;
process.env["DATABASE_DIRECT_URL"] = scratch.url;

const db = openPostgres(scratch.url, 1);
await seedFirstAdmin(db);
await db.destroy();

afterAll(async () => {
  await postgres().destroy();
  await scratch.drop();
});
