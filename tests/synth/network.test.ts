import { expect, test } from "vitest";
import { member, nameOf, resources, target, theOnly } from "./templates.ts";

test("Nothing in the VPC may be called from outside", () => {
  const inGroups = resources("AWS::EC2::SecurityGroup").flatMap(
    ({ properties }) => (properties["SecurityGroupIngress"] ?? []) as object[],
  );
  const apart = resources("AWS::EC2::SecurityGroupIngress").map(({ properties }) => properties);
  const rules = [...inGroups, ...apart];
  expect(rules.length).toBeGreaterThan(0);
  for (const rule of rules) {
    expect(rule).toHaveProperty("SourceSecurityGroupId");
    expect(rule).not.toHaveProperty("CidrIp");
  }
});

test("Nothing gets a public address by being there", () => {
  const subnets = resources("AWS::EC2::Subnet").map(({ properties }) => properties["MapPublicIpOnLaunch"]);
  expect(subnets).toHaveLength(6);
  expect(subnets).not.toContain(true);
});

test("The database's subnets have no way out", () => {
  const { stack, properties } = theOnly("AWS::RDS::DBSubnetGroup");
  const subnets = (properties["SubnetIds"] as unknown[]).map((subnet) => target(stack, subnet));
  const tables = resources("AWS::EC2::SubnetRouteTableAssociation")
    .filter((association) => subnets.includes(target(association.stack, association.properties["SubnetId"])))
    .map((association) => target(association.stack, association.properties["RouteTableId"]));
  expect(tables).toHaveLength(2);
  const routed = resources("AWS::EC2::Route").map((route) =>
    target(route.stack, route.properties["RouteTableId"]),
  );
  expect(routed.filter((table) => tables.includes(table))).toEqual([]);
});

test("Files are reached without the NAT gateway, from every subnet that has functions", () => {
  const endpoint = theOnly("AWS::EC2::VPCEndpoint");
  expect(JSON.stringify(endpoint.properties["ServiceName"])).toContain(".s3");
  const tables = (endpoint.properties["RouteTableIds"] as unknown[]).map((table) =>
    target(endpoint.stack, table),
  );
  const natRoutes = resources("AWS::EC2::Route").filter(({ properties }) => "NatGatewayId" in properties);
  expect(natRoutes).toHaveLength(2);
  for (const { stack, properties } of natRoutes)
    expect(tables).toContain(target(stack, properties["RouteTableId"]));
});

test("Functions join with their own group, in the subnets that reach the internet", () => {
  const group = resources("AWS::EC2::SecurityGroup").find(
    ({ properties }) => properties["GroupDescription"] === "Lambda functions",
  );
  const inside = resources("AWS::Lambda::Function").filter(({ properties }) => "VpcConfig" in properties);
  expect(inside.length).toBeGreaterThan(0);
  for (const { stack, properties } of inside) {
    const [first] = member(properties["VpcConfig"], "SecurityGroupIds") as unknown[];
    expect(target(stack, first)).toBe(group && nameOf(group));
    expect(JSON.stringify(member(properties["VpcConfig"], "SubnetIds"))).toContain("private");
  }
});

test("Production survives the loss of a zone's NAT gateway", () => {
  expect(resources("AWS::EC2::NatGateway", "production")).toHaveLength(2);
  expect(resources("AWS::EC2::NatGateway", "dev")).toHaveLength(1);
});
