import { tasks } from "@smartcourse/contracts/functions";
import { describe, expect, test } from "vitest";
import { member, nameOf, resources, target, theOnly } from "./templates.ts";

/** As CDK writes a principal that is everybody. */
const anybody = { AWS: "*" };

describe("The bucket", () => {
  const bucket = () => theOnly("AWS::S3::Bucket");

  test("is closed to the public", () => {
    expect(bucket().properties["PublicAccessBlockConfiguration"]).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(bucket().properties).not.toHaveProperty("AccessControl");
    for (const statement of policyStatements()) {
      if (member(statement, "Effect") === "Allow")
        expect(member(statement, "Principal")).not.toEqual(anybody);
    }
  });

  test("is encrypted, and for those who speak TLS", () => {
    expect(JSON.stringify(bucket().properties["BucketEncryption"])).toContain("AES256");
    expect(JSON.stringify(policyStatements())).toContain('"aws:SecureTransport":"false"');
  });

  test("forgets archives after a week, and never a certificate", () => {
    const rules = member(bucket().properties["LifecycleConfiguration"], "Rules") as {
      Prefix?: string;
      ExpirationInDays?: number;
    }[];
    const expiring = rules.filter(({ ExpirationInDays }) => ExpirationInDays !== undefined);
    expect(expiring.map(({ Prefix }) => Prefix)).toContain("exports/");
    const reached = expiring.filter(({ Prefix = "" }) => "certificates/one.pdf".startsWith(Prefix));
    expect(reached).toEqual([]);
  });

  test("tells each queue of what arrives under its prefix", () => {
    const fed = tasks.flatMap(({ queue, source }) =>
      source?.kind === "s3" ? [{ name: `dev-smartcourse-${queue}`, prefix: source.prefix }] : [],
    );
    const configured = member(bucket().properties["NotificationConfiguration"], "QueueConfigurations");
    const told = (configured as { Event: string; Queue: unknown; Filter: unknown }[]).map((entry) => {
      expect(entry.Event).toBe("s3:ObjectCreated:*");
      const queue = resources("AWS::SQS::Queue").find(
        (candidate) => nameOf(candidate) === target(bucket().stack, entry.Queue),
      );
      const [rule] = member(member(entry.Filter, "S3Key"), "Rules") as { Name: string; Value: string }[];
      expect(rule?.Name).toBe("prefix");
      return { name: queue?.properties["QueueName"], prefix: rule?.Value };
    });
    expect(told).toEqual(fed);
  });

  test("may send to those queues, and nobody else's bucket may", () => {
    const allowed = resources("AWS::SQS::QueuePolicy").flatMap(({ properties }) =>
      (member(properties["PolicyDocument"], "Statement") as object[]).filter(
        (statement) =>
          member(statement, "Effect") === "Allow" &&
          JSON.stringify(statement).includes(String(bucket().properties["BucketName"])),
      ),
    );
    expect(allowed).toHaveLength(tasks.filter(({ source }) => source?.kind === "s3").length);
    for (const statement of allowed) {
      expect(statement).toMatchObject({
        Action: "sqs:SendMessage",
        Principal: { Service: "s3.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      });
      const source = JSON.stringify(member(member(statement, "Condition"), "ArnEquals"));
      expect(source).toContain(String(bucket().properties["BucketName"]));
    }
  });

  const policyStatements = () =>
    resources("AWS::S3::BucketPolicy").flatMap(
      ({ properties }) => member(properties["PolicyDocument"], "Statement") as object[],
    );
});

describe("The database", () => {
  test("is encrypted and reached from nowhere outside", () => {
    expect(theOnly("AWS::RDS::DBCluster").properties).toMatchObject({ StorageEncrypted: true });
    for (const { properties } of resources("AWS::RDS::DBInstance")) {
      expect(properties["PubliclyAccessible"]).not.toBe(true);
      expect(properties["DBInstanceClass"]).toBe("db.serverless");
    }
  });

  test("is behind a proxy that insists on TLS", () => {
    expect(theOnly("AWS::RDS::DBProxy").properties).toMatchObject({ RequireTLS: true });
    expect(theOnly("AWS::RDS::DBProxyTargetGroup").properties).toMatchObject({
      ConnectionPoolConfigurationInfo: { ConnectionBorrowTimeout: 5, MaxConnectionsPercent: 85 },
    });
  });
});

describe("On removal", () => {
  test.each(["AWS::S3::Bucket", "AWS::RDS::DBCluster"])(
    "production keeps its %s, other stages go",
    (type) => {
      expect(theOnly(type, "production").deletionPolicy).toBe("Retain");
      expect(theOnly(type, "dev").deletionPolicy).toBe("Delete");
    },
  );

  test("production's database is guarded against deletion", () => {
    expect(theOnly("AWS::RDS::DBCluster", "production").properties["DeletionProtection"]).toBe(true);
  });
});
