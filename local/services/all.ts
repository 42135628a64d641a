import { kafka } from "./kafka.ts";
import { localstack } from "./localstack.ts";
import { mail } from "./mail.ts";
import { model } from "./model.ts";
import { mongo } from "./mongo.ts";
import { postgres } from "./postgres.ts";
import { qdrant } from "./qdrant.ts";
import { redis } from "./redis.ts";
import type { Service } from "./service.ts";
import { serviceNames, type ServiceName } from "./table.ts";
import { temporal } from "./temporal.ts";

const services = {
  postgres,
  mongo,
  redis,
  kafka,
  qdrant,
  localstack,
  temporal,
  mail,
  model,
} satisfies Record<ServiceName, Service>;

/** The services of these names, by default all of them. */
export function servicesNamed(names: readonly ServiceName[] = serviceNames): readonly Service[] {
  return names.map((name) => services[name]);
}
