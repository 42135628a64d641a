import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PrivateAddressError, isPublicAddress, resolvePublic } from "./public-address.ts";

describe("a public address", () => {
  it.each(["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.63.255.255", "2606:4700:4700::1111"])(
    "%s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe("no public address", () => {
  it.each([
    ["this machine", "127.0.0.1"],
    ["this machine, all of it", "127.255.255.254"],
    ["this machine in IPv6", "::1"],
    ["none", "0.0.0.0"],
    ["none in IPv6", "::"],
    ["a private network", "10.1.2.3"],
    ["a private network", "172.16.0.1"],
    ["a private network", "172.31.255.255"],
    ["a private network", "192.168.0.1"],
    ["a private network in IPv6", "fd00:ec2::254"],
    ["the metadata of a cloud", "169.254.169.254"],
    ["a link", "fe80::1"],
    ["a link's zone", "fe80::1%eth0"],
    ["a carrier's network", "100.64.0.1"],
    ["protocol assignments", "192.0.0.8"],
    ["documentation", "203.0.113.7"],
    ["benchmarks", "198.18.0.1"],
    ["many", "224.0.0.1"],
    ["many in IPv6", "ff02::1"],
    ["everybody", "255.255.255.255"],
    ["the future", "240.0.0.1"],
    ["IPv4 in IPv6, mapped", "::ffff:127.0.0.1"],
    ["public IPv4 in IPv6, mapped", "::ffff:8.8.8.8"],
    ["IPv4 in IPv6, compatible", "::127.0.0.1"],
    ["IPv4 in IPv6, translated", "::ffff:0:127.0.0.1"],
    ["NAT64", "64:ff9b::a9fe:a9fe"],
    ["NAT64 of one's own", "64:ff9b:1::7f00:1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001:0:7f00:1::"],
    ["documentation in IPv6", "2001:db8::1"],
    ["a site's of old", "fec0::1"],
    ["no address", "localhost"],
    ["no address", ""],
    ["an address in other clothes", "0x7f000001"],
    ["an address in other clothes", "2130706433"],
    ["an address in other clothes", "0177.0.0.1"],
    ["an address in other clothes", "127.1"],
  ])("%s: %s", (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  const byte = fc.nat(255);
  const dotted = (...parts: number[]) => parts.join(".");
  const inside = fc.oneof(
    fc.tuple(byte, byte, byte).map((rest) => dotted(10, ...rest)),
    fc.tuple(byte, byte, byte).map((rest) => dotted(127, ...rest)),
    fc.tuple(fc.integer({ min: 16, max: 31 }), byte, byte).map((rest) => dotted(172, ...rest)),
    fc.tuple(fc.integer({ min: 64, max: 127 }), byte, byte).map((rest) => dotted(100, ...rest)),
    fc.tuple(byte, byte).map((rest) => dotted(192, 168, ...rest)),
    fc.tuple(byte, byte).map((rest) => dotted(169, 254, ...rest)),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte).map((all) => dotted(...all)),
  );
  const hex = (ipv4: string) =>
    ipv4
      .split(".")
      .map((part) => Number(part).toString(16).padStart(2, "0"))
      .join("")
      .replace(/^(.{4})(.{4})$/, "$1:$2");

  it("is any IPv4 address that leads inside, nor any IPv6 address that carries one", () => {
    fc.assert(
      fc.property(inside, (address) => {
        const carried = ["::ffff:", "64:ff9b::", "64:ff9b:1::", "::"].map((prefix) => prefix + hex(address));
        for (const one of [address, ...carried, `2002:${hex(address)}::1`]) {
          expect([one, isPublicAddress(one)]).toEqual([one, false]);
        }
      }),
    );
  });

  it("is any IPv6 address outside of what is routed", () => {
    const group = fc.nat(0xffff).map((value) => value.toString(16));
    const first = fc.nat(0xffff).filter((value) => value < 0x2000 || value > 0x3fff);
    fc.assert(
      fc.property(first, fc.array(group, { minLength: 7, maxLength: 7 }), (head, rest) => {
        expect(isPublicAddress([head.toString(16), ...rest].join(":"))).toBe(false);
      }),
    );
  });
});

describe("a host", () => {
  const at =
    (...addresses: string[]) =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

  it("has the addresses that its name stands for", async () => {
    expect(await resolvePublic("example.com", at("8.8.8.8", "2606:4700::1"))).toHaveLength(2);
    expect(await resolvePublic("[2606:4700::1]", at())).toEqual([{ address: "2606:4700::1", family: 6 }]);
  });

  it("is refused where only one of its addresses leads inside, or it is one itself", async () => {
    for (const [host, ...addresses] of [
      ["example.com", "8.8.8.8", "10.0.0.1"],
      ["example.com", "fd00::1"],
      ["127.0.0.1", "8.8.8.8"],
      ["[::1]", "8.8.8.8"],
      ["[::ffff:169.254.169.254]", "8.8.8.8"],
    ]) {
      await expect(resolvePublic(host ?? "", at(...addresses))).rejects.toThrow(PrivateAddressError);
    }
  });
});
