/**
 * Every back end of the platform: its version and ports as the programs in `local/services` run it, and the image that
 * `docker-compose.local.yml` runs in its place. Both modes take names, ports and versions from here.
 * A port's key is its role; `main` is the one that clients use.
 */
export const serviceTable = {
  postgres: { title: "PostgreSQL", version: "18.4", ports: { main: 5432 }, image: "postgres:18.6" },
  mongo: { title: "MongoDB", version: "6.0.5", ports: { main: 27017 }, image: "mongo:8.0.29" },
  redis: {
    title: "Redis behind Upstash's REST API",
    version: "6.2.14",
    ports: { main: 6379, rest: 8079 },
    image: "redis:8.10.2",
  },
  kafka: {
    title: "Apache Kafka",
    version: "4.3.1",
    ports: { main: 9092, controller: 9093 },
    image: "apache/kafka:4.3.1",
  },
  qdrant: {
    title: "Qdrant",
    version: "1.16.3",
    ports: { main: 6333, grpc: 6334 },
    image: "qdrant/qdrant:v1.19.1",
  },
  localstack: {
    title: "S3 and SQS (LocalStack)",
    version: "4.14.0",
    ports: { main: 4566 },
    image: "localstack/localstack:4.14.0",
  },
  temporal: {
    title: "Temporal",
    version: "1.9.1",
    ports: { main: 7233, ui: 8080 },
    image: "temporalio/temporal:1.9.1",
  },
  mail: { title: "Mail inbox", version: "own", ports: { main: 1025, page: 8025 }, image: undefined },
  model: { title: "Language model stand-in", version: "own", ports: { main: 8790 }, image: undefined },
} as const satisfies Record<string, ServiceRow>;

/** What runs in containers alone, and nothing of the product waits for. */
export const containersOnly = {
  "schema-registry": {
    title: "Apicurio Registry",
    version: "3.3.3",
    ports: { main: 8081 },
    image: "apicurio/apicurio-registry:3.3.3",
  },
} as const satisfies Record<string, ServiceRow>;

export interface ServiceRow {
  readonly title: string;
  readonly version: string;
  readonly ports: Readonly<Record<string, number>>;
  /** Undefined for what is our own program, which runs as a process in both modes. */
  readonly image: string | undefined;
}

export type ServiceName = keyof typeof serviceTable;
export const serviceNames = Object.keys(serviceTable) as ServiceName[];

/** Ports of the product's own processes. `xray` is UDP: the address that tracing segments are sent to. */
export const productPorts = { gateway: { main: 8000, xray: 2000 } } as const;

/** The ports of one platform that is to run: by service, by role. */
export type Ports = {
  readonly [Name in ServiceName]: { readonly [Role in keyof (typeof serviceTable)[Name]["ports"]]: number };
} & {
  readonly gateway: { readonly main: number; readonly xray: number };
};
