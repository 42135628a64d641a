import { join } from "node:path";
import { Architecture, Code, LayerVersion, Runtime } from "aws-cdk-lib/aws-lambda";
import type { StackContext } from "sst/constructs";
import { useProject } from "sst/project.js";
import type { FunctionEntry } from "../packages/contracts/src/functions.ts";
import { type LayerName, layers as packages } from "./bundle-options.ts";

/** What functions share beside their bundles. `pnpm bundles` makes the folders. */
export function layers({ stack, app }: StackContext) {
  const layer = (name: LayerName) =>
    new LayerVersion(stack, name, {
      layerVersionName: app.logicalPrefixedName(name),
      description: packages[name],
      code: Code.fromAsset(join(useProject().paths.root, ".build/layers", name)),
      compatibleArchitectures: [Architecture.ARM_64],
      compatibleRuntimes: [Runtime.NODEJS_24_X],
    });
  const tracing = layer("tracing");
  const argon2 = layer("argon2");
  const sharp = layer("sharp");
  /** The layers of a function: every one is traced, few hash passwords or look at pictures. */
  const layersOf = ({ uses }: FunctionEntry) => [
    tracing,
    ...(uses.includes("argon2") ? [argon2] : []),
    ...(uses.includes("sharp") ? [sharp] : []),
  ];
  return { layersOf };
}
