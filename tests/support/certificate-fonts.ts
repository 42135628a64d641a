import { buildBundles } from "../../local/bundles/build.ts";
import { buildPaths } from "../../local/bundles/paths.ts";

const name = "certificates-issue-certificate";

/** The root of the function that issues certificates, as it is deployed: its fonts are in `assets`. */
export async function issuingRoot(): Promise<string> {
  await buildBundles({ names: [name] });
  return `${buildPaths().functions}/${name}`;
}
