import { deadLetterTopic, topics } from "@smartcourse/contracts/events";
import { consumers, functions } from "@smartcourse/contracts/functions";
import { describe, expect, test } from "vitest";
import { deployed } from "./deployed-functions.ts";
import { nameOf, resources, target, theOnly } from "./templates.ts";

const mappings = () =>
  resources("AWS::Lambda::EventSourceMapping").filter(({ properties }) => "Topics" in properties);

describe.each(functions.filter((entry) => entry.kind === "consumer"))("$id", (entry) => {
  const wanted = [...new Set(entry.consumer.events.map(({ topic }) => topic))];
  const own = () =>
    mappings().filter(
      ({ stack, properties }) => target(stack, properties["FunctionName"]) === nameOf(deployed(entry)),
    );

  test("gets every topic of its events from the cluster, from the beginning", () => {
    expect(own().flatMap(({ properties }) => properties["Topics"])).toEqual(wanted);
    for (const { stack, properties } of own()) {
      expect(properties["StartingPosition"]).toBe("TRIM_HORIZON");
      expect(target(stack, properties["EventSourceArn"])).toBe(nameOf(theOnly("AWS::MSK::Cluster")));
    }
  });

  test("filters nothing, for Lambda would drop what it cannot parse", () => {
    for (const { properties } of own()) expect(properties).not.toHaveProperty("FilterCriteria");
  });

  test("may run for each partition at one time, and no more often", () => {
    const retries = 2;
    const [topic] = resources("AWS::MSK::Topic");
    const partitions = Number(topic?.properties["PartitionCount"]);
    expect(deployed(entry).properties["ReservedConcurrentExecutions"]).toBe(
      wanted.length * partitions + retries,
    );
  });
});

test("Each mapping has a consumer group of its own, whose name begins with the contract's", () => {
  const groups = mappings().map(
    ({ properties }) =>
      (properties["AmazonManagedKafkaEventSourceConfig"] as { ConsumerGroupId: string }).ConsumerGroupId,
  );
  expect(new Set(groups).size).toBe(groups.length);
  const known = consumers.map(({ group }) => group);
  for (const group of groups) expect(known).toContain(group.split(".")[0]);
});

test("Every topic is made, with a copy on each broker", () => {
  const brokers = theOnly("AWS::MSK::Cluster").properties["NumberOfBrokerNodes"];
  const made = resources("AWS::MSK::Topic");
  const groups = new Set(consumers.map(({ group }) => group));
  expect(made.map(({ properties }) => properties["TopicName"])).toEqual([
    ...topics,
    ...[...groups].map(deadLetterTopic),
  ]);
  for (const { properties } of made) expect(properties["ReplicationFactor"]).toBe(brokers);
});

test("Brokers speak TLS to clients and to each other", () => {
  expect(theOnly("AWS::MSK::Cluster").properties["EncryptionInfo"]).toEqual({
    EncryptionInTransit: { ClientBroker: "TLS", InCluster: true },
  });
});
