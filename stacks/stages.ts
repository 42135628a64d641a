import { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { EnvName } from "../packages/platform/src/env.ts";

/** What differs from one stage to the next. */
export interface StageSize {
  /** Whether data outlives the stage: kept on removal, guarded against deletion. */
  readonly keepData: boolean;
  readonly natGateways: number;
  /** Aurora capacity units, of 2 GiB each. */
  readonly database: { readonly minimum: number; readonly maximum: number; readonly readers: number };
  readonly backupDays: number;
  /** Brokers are spread evenly over the two zones. */
  readonly kafka: { readonly brokers: number; readonly instance: string; readonly volumeGb: number };
  readonly containers: { readonly workers: number; readonly relays: number };
  /** Requests a second through the API, and how many may come at once. */
  readonly api: { readonly rate: number; readonly burst: number };
  /** Answers of the assistant under way at one time, by route. */
  readonly assistantConcurrency: number;
  /** People to whom new notifications stream at one time. */
  readonly notificationStreams: number;
  readonly logDays: RetentionDays;
  /**
   * Version of the stage's secret that is deployed; without one, that which is current. CloudFormation compares
   * references, not what they stand for: only another version here brings a changed secret to the functions.
   */
  readonly secretVersion?: string;
  /** Settings that this stage gives another value than their default. */
  readonly settings: Readonly<Partial<Record<EnvName, string>>>;
}

const small: StageSize = {
  keepData: false,
  natGateways: 1,
  database: { minimum: 0.5, maximum: 4, readers: 0 },
  backupDays: 1,
  kafka: { brokers: 2, instance: "kafka.t3.small", volumeGb: 10 },
  containers: { workers: 1, relays: 1 },
  api: { rate: 200, burst: 100 },
  assistantConcurrency: 10,
  notificationStreams: 10,
  logDays: RetentionDays.TWO_WEEKS,
  settings: {},
};

const sizes: Readonly<Record<string, StageSize>> = {
  production: {
    keepData: true,
    natGateways: 2,
    database: { minimum: 1, maximum: 32, readers: 1 },
    backupDays: 14,
    kafka: { brokers: 2, instance: "kafka.m7g.large", volumeGb: 100 },
    containers: { workers: 2, relays: 2 },
    api: { rate: 2000, burst: 1000 },
    assistantConcurrency: 100,
    notificationStreams: 100,
    logDays: RetentionDays.THREE_MONTHS,
    settings: {},
  },
};

/** The size of a stage; one that is not named is small and can be thrown away. */
export function sizeOf(stage: string): StageSize {
  return sizes[stage] ?? small;
}
