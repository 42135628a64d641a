import { DomainError } from "@smartcourse/contracts/errors";
import { env } from "@smartcourse/platform/env";
import {
  type Address,
  PrivateAddressError,
  type Resolve,
  resolveHost,
  resolvePublic,
} from "@smartcourse/platform/public-address";

const resolveTimeoutMs = 3_000;

/**
 * Where the host of a webhook's address is, looked up once: whoever connects, connects to one of these. Throws where the address
 * is not one that anything is sent to.
 * @throws DomainError webhook.address_refused
 */
export async function locateWebhook(url: URL, resolve?: Resolve): Promise<readonly Address[]> {
  const local = env("WEBHOOK_LOCAL_HOSTS").split(",").includes(url.hostname);
  if (url.protocol !== "https:" && !local) throw refused("must be https");
  if (url.username !== "" || url.password !== "") throw refused("must not hold a user or password");
  try {
    const looking = local ? resolveHost(url.hostname, resolve) : resolvePublic(url.hostname, resolve);
    return await Promise.race([looking, failAfter(resolveTimeoutMs)]);
  } catch (error) {
    if (error instanceof PrivateAddressError) throw refused("must be at a public address", error);
    throw refused("has a host that cannot be found", error);
  }
}

function refused(message: string, cause?: unknown): DomainError {
  return new DomainError("webhook.address_refused", `url: ${message}`, {
    errors: [{ field: "url", message, code: "address_refused" }],
    cause,
  });
}

function failAfter(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("The resolver does not answer")), milliseconds).unref();
  });
}
