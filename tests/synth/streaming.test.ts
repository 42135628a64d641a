import { functions } from "@smartcourse/contracts/functions";
import { describe, expect, test } from "vitest";
import { deployed } from "./deployed-functions.ts";
import { nameOf, resources, target } from "./templates.ts";

const streams = functions.filter((entry) => entry.kind === "stream");

describe.each(streams)("$id", (entry) => {
  const lambda = () => nameOf(deployed(entry));

  test("streams its answer under an address of its own", () => {
    const urls = resources("AWS::Lambda::Url").filter(
      ({ stack, properties }) => target(stack, properties["TargetFunctionArn"]) === lambda(),
    );
    expect(urls.map(({ properties }) => properties)).toMatchObject([
      { InvokeMode: "RESPONSE_STREAM", AuthType: "NONE", Cors: { AllowMethods: [entry.route.method] } },
    ]);
  });

  test("may be called through that address alone", () => {
    const permissions = resources("AWS::Lambda::Permission")
      .filter(({ stack, properties }) => target(stack, properties["FunctionName"]) === lambda())
      .map(({ properties }) => properties);
    expect(permissions).toHaveLength(2);
    expect(permissions).toMatchObject([
      { Action: "lambda:InvokeFunctionUrl", FunctionUrlAuthType: "NONE", Principal: "*" },
      { Action: "lambda:InvokeFunction", InvokedViaFunctionUrl: true, Principal: "*" },
    ]);
  });
});

test("No other function has an address", () => {
  expect(resources("AWS::Lambda::Url")).toHaveLength(streams.length);
});
