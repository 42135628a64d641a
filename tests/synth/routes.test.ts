import { functions } from "@smartcourse/contracts/functions";
import { describe, expect, test } from "vitest";
import { corsPolicy } from "../../stacks/cors.ts";
import { sizeOf } from "../../stacks/stages.ts";
import { deployed } from "./deployed-functions.ts";
import { type Resource, member, nameOf, resources, sorted, target, theOnly } from "./templates.ts";

const http = functions.filter((entry) => entry.kind === "http");

describe.each(http)("$id", (entry) => {
  test("answers under its method and path", () => {
    const { stack, properties } = routeOf(`${entry.route.method} ${entry.route.path}`);
    const integration = find(target(stack, joined(properties["Target"])[1]));
    expect(integration.properties).toMatchObject({
      IntegrationType: "AWS_PROXY",
      PayloadFormatVersion: "2.0",
    });
    expect(target(stack, integration.properties["IntegrationUri"])).toBe(nameOf(deployed(entry)));
  });

  test("may be called by the API under this route, and by nothing else", () => {
    const lambda = nameOf(deployed(entry));
    const permissions = resources("AWS::Lambda::Permission").filter(
      ({ stack, properties }) => target(stack, properties["FunctionName"]) === lambda,
    );
    expect(permissions.map(({ properties }) => properties["Principal"])).toEqual([
      "apigateway.amazonaws.com",
    ]);
    const source = joined(permissions[0]?.properties["SourceArn"]).at(-1);
    expect(source).toBe(`/*/*${entry.route.path}`);
  });
});

test("The API has no other route", () => {
  const keys = resources("AWS::ApiGatewayV2::Route").map(({ properties }) => properties["RouteKey"]);
  expect(sorted(keys)).toEqual(sorted(http.map(({ route }) => `${route.method} ${route.path}`)));
});

test("The API is open to pages", () => {
  expect(theOnly("AWS::ApiGatewayV2::Api").properties["CorsConfiguration"]).toEqual({
    AllowCredentials: false,
    AllowOrigins: corsPolicy.allowOrigins,
    AllowMethods: corsPolicy.allowMethods,
    AllowHeaders: corsPolicy.allowHeaders,
    ExposeHeaders: corsPolicy.exposeHeaders,
    MaxAge: corsPolicy.maxAgeSeconds,
  });
});

test("The API is throttled", () => {
  const { rate, burst } = sizeOf("dev").api;
  expect(theOnly("AWS::ApiGatewayV2::Stage").properties["DefaultRouteSettings"]).toEqual({
    ThrottlingRateLimit: rate,
    ThrottlingBurstLimit: burst,
  });
});

function routeOf(key: string): Resource {
  const found = resources("AWS::ApiGatewayV2::Route").find(
    ({ properties }) => properties["RouteKey"] === key,
  );
  if (found === undefined) throw new Error(`There is no route ${key}`);
  return found;
}

function find(name: string | undefined): Resource {
  const found = resources("AWS::ApiGatewayV2::Integration").find((resource) => nameOf(resource) === name);
  if (found === undefined) throw new Error(`There is no integration ${name}`);
  return found;
}

/** The parts of a joined string. */
function joined(value: unknown): unknown[] {
  const join = member(value, "Fn::Join");
  return Array.isArray(join) && Array.isArray(join[1]) ? join[1] : [];
}
