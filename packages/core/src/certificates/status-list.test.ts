import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { encodeStatuses, listLength, statusEntry, statusListClaims } from "./status-list.ts";

beforeEach(() => {
  vi.stubEnv("PUBLIC_API_URL", "https://api.example");
});

/** The other way round, as the specification has it (Bitstring Status List 1.0, section 3.4). */
function isSet(encoded: string, index: number): boolean {
  expect(encoded.startsWith("u")).toBe(true);
  const bits = gunzipSync(Buffer.from(encoded.slice(1), "base64url"));
  expect(bits).toHaveLength(listLength / 8);
  return ((bits[Math.floor(index / 8)] ?? 0) & (128 >> (index % 8))) !== 0;
}

test("of a list, those bits are set that were revoked, and no others", () => {
  const indexes = fc.uniqueArray(fc.nat({ max: listLength - 1 }), { maxLength: 20 });
  fc.assert(
    fc.property(indexes, fc.nat({ max: listLength - 1 }), (revoked, other) => {
      const encoded = encodeStatuses(revoked);
      for (const index of revoked) expect(isSet(encoded, index)).toBe(true);
      expect(isSet(encoded, other)).toBe(revoked.includes(other));
    }),
    { numRuns: 20 },
  );
});

test("the first certificate, the last of the first list and the first of the next one are found", () => {
  const placeOf = (number: number) => {
    const { statusListCredential, statusListIndex } = statusEntry(number);
    return `${statusListCredential} ${statusListIndex}`;
  };
  expect([1, listLength - 1, listLength].map(placeOf)).toEqual([
    "https://api.example/certificate-status/0 1",
    `https://api.example/certificate-status/0 ${listLength - 1}`,
    "https://api.example/certificate-status/1 0",
  ]);
});

test("a list holds for a day, and says so in both of its languages", () => {
  const now = Date.parse("2026-11-24T10:00:00.700Z");
  expect(statusListClaims(3, [], now)).toMatchObject({
    validFrom: "2026-11-24T10:00:00.000Z",
    validUntil: "2026-11-25T10:00:00.000Z",
    nbf: now / 1000 - 0.7,
    exp: now / 1000 - 0.7 + 86_400,
    iss: "https://api.example/issuer",
    sub: "https://api.example/certificate-status/3#list",
  });
});
