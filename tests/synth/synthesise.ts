import { App } from "sst/constructs";
import { initProject, useProject } from "sst/project.js";
import { load } from "sst/stacks/build.js";
import context from "../../cdk.context.json" with { type: "json" };

/** Nobody's account: cdk.context.json has its zones, so nothing is asked of AWS. */
const account = "123456789012";

/**
 * Writes the template of every stack into a folder, from sst.config.ts as the CLI compiles it, without credentials or
 * network: `NODE_ENV=test node synthesise.ts <folder> <stage> [stack…]`. NODE_ENV=test keeps SST from looking for its own
 * stack in the account; only the functions of the named stacks are bundled.
 */
const [folder = "", stage = "", ...withCode] = process.argv.slice(2);
await initProject({ stage });
const { config, paths } = useProject();
const [, { stacks }] = await load(paths.config);
const app = new App(
  {
    mode: "deploy",
    name: config.name,
    stage,
    account,
    ...(config.region !== undefined && { region: config.region }),
    isActiveStack: (name: string) => withCode.some((stack) => name === `${stage}-${config.name}-${stack}`),
  },
  { outdir: folder, context },
);
await stacks(app);
await app.finish();
app.synth();
