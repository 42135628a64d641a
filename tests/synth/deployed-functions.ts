import type { FunctionEntry } from "@smartcourse/contracts/functions";
import { type Properties, type Resource, resources } from "./templates.ts";

const prefix = "dev-smartcourse-";

/** The Lambda of a function of the table. Throws where there is not exactly one. */
export function deployed({ name }: Pick<FunctionEntry, "name">): Resource {
  const found = ours().filter(({ properties }) => properties["FunctionName"] === `${prefix}${name}`);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} Lambdas are called ${name}`);
  return first;
}

/** Every Lambda but those that CDK and SST bring along for their own use, which have no name. */
export function ours(): Resource[] {
  return resources("AWS::Lambda::Function").filter(({ properties }) => "FunctionName" in properties);
}

/** The environment that a Lambda is given. */
export function environment({ properties }: Resource): Properties {
  const { Variables = {} } = (properties["Environment"] ?? {}) as { Variables?: Properties };
  return Variables;
}
