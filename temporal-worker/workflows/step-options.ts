/** Steps that ask and note: quick, and tried again for an hour. */
export const quick = {
  startToCloseTimeout: "30s",
  scheduleToCloseTimeout: "1 hour",
  retry: { initialInterval: "500ms", maximumInterval: "30s" },
} as const;

/** Long ones say that they live: one whose worker was killed begins again after twenty seconds. */
export const long = { startToCloseTimeout: "2 hours", heartbeatTimeout: "20s" } as const;

/** Embedding: what the provider refuses five times is a matter for a person. */
export const embeddingStep = { ...long, retry: { initialInterval: "1s", maximumAttempts: 5 } } as const;

export const indexingStep = {
  ...long,
  retry: { initialInterval: "1s", maximumInterval: "30s", maximumAttempts: 10 },
} as const;

/** What has to happen in the end, however long a store is away: the switch, taking back, removing. */
export const certain = {
  startToCloseTimeout: "5 minutes",
  heartbeatTimeout: "20s",
  retry: { initialInterval: "500ms", maximumInterval: "30s" },
} as const;
