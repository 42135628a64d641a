import { createHash } from "node:crypto";
import { DomainError } from "@smartcourse/contracts/errors";
import { ignoringRedis, redis } from "@smartcourse/platform/redis";

const freeAttempts = 5;
const longestWaitSeconds = 900;
const rememberedSeconds = 3600;

/** Seconds to wait after `failures` in a row: none for the first few, then doubling. Pure. */
export function waitAfter(failures: number): number {
  return failures < freeAttempts ? 0 : Math.min(longestWaitSeconds, 2 ** (failures - freeAttempts));
}

/** By account and address together: nobody can lock somebody else out. */
function key(email: string, address: string): string {
  return `login:${createHash("sha256").update(`${email}\n${address}`).digest("base64url")}`;
}

/** Refuses while the wait for this account from this address lasts. @throws DomainError request.rate_limited */
export async function assertMayTry(email: string, address: string): Promise<void> {
  const state = await ignoringRedis(() => redis().get<string>(key(email, address)));
  const [, until = 0] = (state ?? "").split(":").map(Number);
  const wait = Math.ceil((until - Date.now()) / 1000);
  if (wait <= 0) return;
  throw new DomainError("request.rate_limited", `Too many failed logins: wait ${wait} s`, {
    retryAfter: wait,
  });
}

/** Remembers a failed attempt. */
export async function rememberFailure(email: string, address: string): Promise<void> {
  await ignoringRedis(async () => {
    const [failures = 0] = ((await redis().get<string>(key(email, address))) ?? "0").split(":").map(Number);
    const until = Date.now() + waitAfter(failures + 1) * 1000;
    await redis().set(key(email, address), `${failures + 1}:${until}`, { ex: rememberedSeconds });
  });
}

export async function forgetFailures(email: string, address: string): Promise<void> {
  await ignoringRedis(() => redis().del(key(email, address)));
}
