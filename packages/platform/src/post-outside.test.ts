import { once } from "node:events";
import { type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { postOutside } from "./post-outside.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server on an address of this machine, by way of `answer`. Tells its port and the hosts it was asked for. */
async function serve(answer: (response: ServerResponse) => void) {
  const hosts: string[] = [];
  const server = createServer((request, response) => {
    hosts.push(String(request.headers.host));
    request.resume();
    request.once("end", () => answer(response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { hosts, port: (server.address() as AddressInfo).port };
}

const here = [{ address: "127.0.0.1", family: 4 }];
const post = (url: string, more: { timeoutMs?: number; addresses?: typeof here } = {}) =>
  postOutside({
    url: new URL(url),
    headers: { "content-type": "application/json" },
    body: "{}",
    addresses: here,
    timeoutMs: 30_000,
    replyLength: 10,
    ...more,
  });

it("connects to the address that was looked at, whatever the name stands for by now", async () => {
  const { hosts, port } = await serve((response) => response.end("ok"));
  expect(await post(`http://a-name-of-nobody.invalid:${port}/`)).toEqual({ status: 200, text: "ok" });
  expect(hosts).toEqual([`a-name-of-nobody.invalid:${port}`]);
  await expect(post(`http://localhost:${port}/`, { addresses: [] })).rejects.toThrow("has no address");
  expect(hosts).toHaveLength(1);
});

it("follows no redirect", async () => {
  const { hosts, port } = await serve((response) => {
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  expect(await post(`http://a.invalid:${port}/`)).toEqual({ status: 302, text: "" });
  expect(hosts).toHaveLength(1);
});

it("reads no more of a reply than it should, and keeps its beginning", async () => {
  let written = 0;
  const { port } = await serve((response) => {
    const write = () => {
      let room = true;
      while (room && !response.destroyed && written < 100_000_000) {
        written += 10_000;
        room = response.write("x\0".repeat(5_000));
      }
      response.once("drain", write);
    };
    write();
  });
  expect(await post(`http://a.invalid:${port}/`)).toEqual({ status: 200, text: "x".repeat(10) });
  expect(written).toBeLessThan(100_000_000);
});

it("gives up where no whole reply comes in time", async () => {
  const silent = await serve(() => undefined);
  await expect(post(`http://a.invalid:${silent.port}/`, { timeoutMs: 50 })).rejects.toThrow(/abort|timeout/i);
  const halting = await serve((response) => void response.write("half"));
  await expect(post(`http://a.invalid:${halting.port}/`, { timeoutMs: 200 })).rejects.toThrow(
    /abort|timeout/i,
  );
});
