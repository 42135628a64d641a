import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { functionPath } from "@smartcourse/contracts/define";
import { scaffoldEndpoint } from "./scaffold-endpoint.ts";

/** `pnpm new endpoint <domain> <operation>`: writes contract, operation, function and tests, and says what is left to do. */
const [kind, domain = "", operation = ""] = process.argv.slice(2);
if (kind !== "endpoint" || !/^[a-z]+$/.test(domain) || !/^[a-z]+[A-Za-z]*$/.test(operation)) {
  process.stderr.write(
    "usage: pnpm new endpoint <domain> <operation>, for instance: pnpm new endpoint courses archiveCourse\n",
  );
  process.exit(2);
}

const routesFile = `packages/contracts/src/${domain}/routes.ts`;
if (!existsSync(routesFile)) {
  process.stderr.write(`There is no domain ${domain}: ${routesFile} does not exist\n`);
  process.exit(1);
}
const target = functionPath(`${domain}.${operation}` as Parameters<typeof functionPath>[0]);
if (existsSync(`${target}.ts`)) {
  process.stderr.write(`${target}.ts exists already\n`);
  process.exit(1);
}

const scaffold = scaffoldEndpoint(domain, operation);
const routes = readFileSync(routesFile, "utf8");
const zod = routes.includes('from "zod"') ? "" : 'import * as z from "zod";\n';
writeFileSync(routesFile, `${zod}${routes}\n${scaffold.route}`);
for (const [file, text] of Object.entries(scaffold.files)) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
process.stdout.write(
  `${[routesFile, ...Object.keys(scaffold.files)].join("\n")}\n\nNow say in the contract what it takes and answers, and let the operation do it.\n`,
);
