import { expect, test } from "vitest";
import { firstHost } from "./probe.ts";

test.each([
  ["mongodb://127.0.0.1:27017/?replicaSet=rs0", "127.0.0.1", 27017],
  ["mongodb://user:p%40ss@a.example:27018,b.example:27019/db", "a.example", 27018],
  ["mongodb+srv://cluster.example/db", "cluster.example", 27017],
  ["kafka://b-1.example:9098,b-2.example:9098", "b-1.example", 9098],
])("%s is reached at %s:%d", (address, host, port) => {
  expect(firstHost(address)).toEqual({ host, port });
});
