import { gzipSync } from "node:zlib";
import { env } from "@smartcourse/platform/env";
import { issuerProfile } from "./issuer.ts";

/** Entries of a list: the least that Bitstring Status List 1.0 allows, so that none of them stands out. */
export const listLength = 131_072;

/** Hours for which a list that somebody has fetched may be relied on. */
const validHours = 24;

export function statusListAddress(list: number): string {
  return `${env("PUBLIC_API_URL")}/certificate-status/${list}`;
}

/** Where a certificate's number is found in the lists, as its credential says it. */
export function statusEntry(number: number) {
  const [address, index] = [statusListAddress(Math.floor(number / listLength)), number % listLength];
  return {
    id: `${address}#${index}`,
    type: "BitstringStatusListEntry",
    statusPurpose: "revocation",
    statusListIndex: String(index),
    statusListCredential: address,
  };
}

/** A bit for each entry, the first one leftmost, gzipped, in multibase's base64url (Bitstring Status List 1.0, section 3.3). */
export function encodeStatuses(revoked: Iterable<number>): string {
  const bits = new Uint8Array(listLength / 8);
  for (const index of revoked) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return `u${gzipSync(bits).toString("base64url")}`;
}

/** The claims of a list's credential. `now`: in milliseconds. */
export function statusListClaims(list: number, revoked: Iterable<number>, now: number) {
  const address = statusListAddress(list);
  const issuer = issuerProfile().id;
  const from = Math.floor(now / 1000);
  const until = from + validHours * 3600;
  const subject = `${address}#list`;
  return {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    id: address,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer,
    validFrom: new Date(from * 1000).toISOString(),
    validUntil: new Date(until * 1000).toISOString(),
    credentialSubject: {
      id: subject,
      type: "BitstringStatusList",
      statusPurpose: "revocation",
      encodedList: encodeStatuses(revoked),
    },
    iss: issuer,
    jti: address,
    sub: subject,
    nbf: from,
    exp: until,
  };
}
