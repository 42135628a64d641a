import { App } from "sst/constructs";
import { initProject, useProject } from "sst/project.js";
import context from "../../cdk.context.json" with { type: "json" };
import config from "../../sst.config.ts";

/** Nobody's account: cdk.context.json has its zones, so nothing is asked of AWS. */
const account = "123456789012";

/**
 * Writes the template of every stack into a folder, as `sst build` does, without credentials or network:
 * `NODE_ENV=test node synthesise.ts <folder> <stage> [--without-code]`. NODE_ENV=test keeps SST from looking for its
 * own stack in the account; without code it takes 3 s instead of the time that bundling takes.
 */
const [folder = "", stage = "", withoutCode] = process.argv.slice(2);
await initProject({ stage });
const { name, region } = useProject().config;
const app = new App(
  {
    mode: "deploy",
    name,
    stage,
    account,
    ...(region !== undefined && { region }),
    ...(withoutCode !== undefined && { isActiveStack: () => false }),
  },
  { outdir: folder, context },
);
config.stacks(app);
await app.finish();
app.synth();
