import type { SSTConfig } from "sst";
import { api } from "./stacks/api.ts";
import { eventConsumers } from "./stacks/consumers.ts";
import { data } from "./stacks/data.ts";
import { events } from "./stacks/events.ts";
import { functionDefaults } from "./stacks/function-defaults.ts";
import { layers } from "./stacks/layers.ts";
import { mail } from "./stacks/mail.ts";
import { network } from "./stacks/network.ts";
import { observability } from "./stacks/observability.ts";
import { queues } from "./stacks/queues.ts";
import { apiParts, routesOf } from "./stacks/routes.ts";
import { streams } from "./stacks/streams.ts";
import { tasks } from "./stacks/tasks.ts";
import { workflows } from "./stacks/workflows.ts";

export default {
  // Without a stage SST asks for one at the prompt, which no pipeline can answer.
  config: ({ stage, region }) => ({
    name: "smartcourse",
    stage: stage ?? "dev",
    region: region ?? "eu-central-1",
  }),
  stacks(app) {
    app.setDefaultFunctionProps(functionDefaults);
    app
      .stack(network)
      .stack(queues)
      .stack(data)
      .stack(layers)
      .stack(mail)
      .stack(api)
      .stack(events)
      .stack(eventConsumers, { id: "consumers" })
      .stack(tasks)
      .stack(workflows)
      .stack(streams);
    for (const part of apiParts) app.stack(routesOf(part), { id: `api-${part}` });
    app.stack(observability);
  },
} satisfies SSTConfig;
