import { signCredential } from "@smartcourse/platform/credential-keys";
import type { Db } from "@smartcourse/platform/postgres";
import { revokedNumbers } from "./certificate-store.ts";
import { listLength, statusListClaims } from "./status-list.ts";

/** A list of revoked certificates as it is now, signed. */
export async function getStatusList(db: Db, list: number): Promise<string> {
  const first = list * listLength;
  const revoked = await revokedNumbers(db, first, first + listLength);
  const indexes = revoked.map((number) => number - first);
  return signCredential(statusListClaims(list, indexes, Date.now()));
}
