import { expect, test } from "vitest";
import { holds, readTerms } from "./terms.ts";

const all = (text: string) => [...readTerms(text).all];

test("inflected forms meet; identifiers and numbers stay as they are", () => {
  expect(all("installs installed installing")).toEqual(["install"]);
  expect(all("caches, cached, caching: a cache")).toEqual(["cach"]);
  expect(all("max_connections v2 1,000 3.14 seven")).toEqual(["max_connections", "v2", "1000", "3.14", "7"]);
});

test("numbers are known as numbers, names by their capital inside a sentence", () => {
  const { numbers, names } = readTerms("Ports are 5432 and 9092. Ask Ada. The port of Kafka.");
  expect([...numbers]).toEqual(["5432", "9092"]);
  expect([...names]).toEqual(["ada", "kafka"]);
});

test("a negation reaches the next terms of its clause", () => {
  const { denied, affirmed } = readTerms("Redis is never the only copy, but a cache. It doesn't lock.");
  expect([...denied]).toEqual(["copy", "lock"]);
  expect([...affirmed]).toEqual(["redi", "cach"]);
});

test("scripts without spaces are read by character", () => {
  expect(all("端口是 5432 の port")).toEqual(["端", "口", "是", "5432", "の", "port"]);
});

test("identifiers are known, options by one dash whatever their own", () => {
  expect([
    ...readTerms("Call get_item with −k or --leak-check, not pre- or post-check.").identifiers,
  ]).toEqual(["get_item", "-k", "-leak-check"]);
});

test("a text has an identifier where spaces or a line end stand for its underscores", () => {
  expect(holds(readTerms("the heading get item of"), "get_item")).toBe(true);
  expect(holds(readTerms("MAX_\nNAME_SIZE is 64"), "max_name_size")).toBe(true);
  expect(holds(readTerms("get item2 or get the item"), "get_item")).toBe(false);
});
