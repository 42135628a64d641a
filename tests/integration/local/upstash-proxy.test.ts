import { randomUUID } from "node:crypto";
import { env } from "@smartcourse/platform/env";
import { redis as client } from "@smartcourse/platform/redis";
import { expect, test } from "vitest";

/** The product's client against the REST API that stands in front of Redis here: what Upstash promises holds. */
const redis = client();
const key = () => `test:${randomUUID()}`;

test("values come back as they were put, an OK and what is not ASCII among them", async () => {
  const [word, ok, object] = [key(), key(), key()];
  expect(await redis.set(word, "héé ✓", { ex: 60 })).toBe("OK");
  await redis.set(ok, "OK", { ex: 60 });
  await redis.set(object, { a: [1, "2"] }, { ex: 60 });
  expect(await redis.mget(word, ok, object, key())).toEqual(["héé ✓", "OK", '{"a":[1,"2"]}', null]);
  expect(await redis.set(word, "other", { nx: true })).toBeNull();
});

test("a pipeline answers command by command, with the error of the one that failed", async () => {
  const [hash, counter] = [key(), key()];
  const replies = await redis.pipeline().hset(hash, { a: 1, b: "x" }).hgetall(hash).incr(counter).exec();
  expect(replies).toEqual([2, ["a", "1", "b", "x"], 1]);
  const mixed = await redis.pipeline().lpush(hash, 1).incr(counter).exec({ keepErrors: true });
  expect(mixed[0].error).toMatch(/WRONGTYPE/);
  expect(mixed[1].result).toBe(2);
});

test("a transaction is one: no other command comes between", async () => {
  const counter = key();
  const transactions = Array.from({ length: 20 }, () =>
    redis.multi().incr(counter).incr(counter).exec<[number, number]>(),
  );
  for (const [first, second] of await Promise.all(transactions)) expect(second).toBe(first + 1);
});

test("scripts run with keys and arguments, and answer nested lists", async () => {
  const counter = key();
  const script = "return {ARGV[1], redis.call('INCR', KEYS[1]), {'a', {}}}";
  expect(await redis.eval(script, [counter], ["v"])).toEqual(["v", 1, ["a", []]]);
  const sha = await redis.scriptLoad("return redis.call('GET', KEYS[1])");
  expect(await redis.evalsha(sha, [counter], [])).toBe("1");
});

test("a wrong command says what Redis says, a wrong token is refused", async () => {
  const word = key();
  await redis.set(word, "text", { ex: 60 });
  await expect(redis.lpush(word, 1)).rejects.toThrow(/WRONGTYPE/);
  const stranger = {
    method: "POST",
    headers: { authorization: "Bearer another" },
    body: JSON.stringify(["GET", word]),
  };
  const refused = await fetch(env("UPSTASH_REDIS_REST_URL"), stranger);
  expect([refused.status, await refused.json()]).toEqual([401, { error: "Unauthorized" }]);
});
