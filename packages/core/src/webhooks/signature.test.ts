import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { newSecret, signedHeaders } from "./signature.ts";

it("is accepted by an independent library, with either secret while one is replaced, and with no other", () => {
  const [secret, previous] = [newSecret(), newSecret()];
  fc.assert(
    fc.property(fc.jsonValue(), (data) => {
      const body = JSON.stringify({ data });
      const headers = signedHeaders({ id: "evt_1", at: new Date(), body }, [secret, previous]);
      for (const one of [secret, previous]) {
        expect(new Webhook(one).verify(body, headers)).toEqual(JSON.parse(body));
        expect(() => new Webhook(one).verify(`${body} `, headers)).toThrow(/signature/i);
      }
      expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow(/signature/i);
    }),
  );
});

it("is made of id and time too: neither can be replaced, and what is old is refused", () => {
  const secret = newSecret();
  const headers = signedHeaders({ id: "evt_1", at: new Date(), body: "{}" }, [secret]);
  expect(() => new Webhook(secret).verify("{}", { ...headers, "webhook-id": "evt_2" })).toThrow(/signature/i);
  const old = signedHeaders({ id: "evt_1", at: new Date(Date.now() - 600_000), body: "{}" }, [secret]);
  expect(() => new Webhook(secret).verify("{}", old)).toThrow(/too old/i);
});
