import type { FunctionProps } from "sst/constructs";
import { bundleOptions, nodejs } from "./bundle-options.ts";

/** `pg` names it, and loads it only where one asks for it; SST would compile it, for this machine, into every function. */
const neverInstalled = ["pg-native"];

/** What all functions have in common. */
export const functionDefaults: FunctionProps = {
  runtime: "nodejs24.x",
  architecture: "arm_64",
  tracing: "active",
  nodejs: {
    ...nodejs,
    esbuild: { ...bundleOptions, external: [...bundleOptions.external, ...neverInstalled] },
  },
};
