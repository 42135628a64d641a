import { afterEach, beforeEach, expect, it } from "vitest";
import { eventSchema } from "@smartcourse/contracts/event-schema";
import { events } from "@smartcourse/contracts/events";
import { type RegistryStandIn, startSchemaRegistry } from "../../tests/support/schema-registry.ts";
import { registerAll } from "./register.ts";
import { readSchemas } from "./schema-folder.ts";
import { openRegistry } from "./schema-registry.ts";

let standIn: RegistryStandIn;

beforeEach(async () => {
  standIn = await startSchemaRegistry();
});
afterEach(() => standIn.close());

it("registers every published version under topic and type, once, guarded against breaking changes", async () => {
  const registry = openRegistry(standIn.address);
  const published = readSchemas();
  expect(await registerAll(registry, events, published)).toBe(published.size);
  expect(await registerAll(registry, events, published)).toBe(published.size);
  expect([...standIn.subjects.keys()].toSorted()).toEqual(
    events.map(({ topic, type }) => `${topic}-${type}`).toSorted(),
  );
  expect([...standIn.subjects.values()].flat()).toHaveLength(published.size);
  expect(new Set(standIn.levels.values())).toEqual(new Set(["BACKWARD_TRANSITIVE"]));
});

it("says why the registry refuses a version", async () => {
  const registry = openRegistry(standIn.address);
  const [event] = events;
  if (event === undefined) throw new Error("There are no events");
  const schema = eventSchema(event);
  await registry.guard("subject");
  await registry.register("subject", schema);
  await expect(registry.register("subject", { ...schema, required: ["data", "reason"] })).rejects.toThrow(
    /answers 409 .*event\.reason: it became required/,
  );
  await expect(registry.register("subject", { type: "nonsense" })).rejects.toThrow(/answers 422 \(42201\)/);
});
