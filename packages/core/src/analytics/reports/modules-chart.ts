import type { ModuleDropOff } from "@smartcourse/contracts/analytics/schemas";
import type { Chart } from "./report-content.ts";

/** How many came to each module, and how many did it. */
export function modulesChart(modules: readonly ModuleDropOff[]): Chart {
  return {
    title: "How many students reached each module, and completed it",
    labels: modules.map(({ title }, place) => `${place + 1}. ${title}`),
    series: [
      { name: "reached", shape: "bars", values: modules.map(({ reached }) => reached) },
      { name: "completed", shape: "bars", values: modules.map(({ completed }) => completed) },
    ],
  };
}
