import { hash, verify } from "@node-rs/argon2";

/** OWASP's parameters for argon2id, which is the default variant: 19 MiB, two passes, one lane. About 10 ms of CPU. */
const parameters = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** A PHC string that carries salt and parameters. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

/** Whether the password is the one that was hashed. */
export function passwordMatches(hashed: string, password: string): Promise<boolean> {
  return verify(hashed, password);
}

let decoy: Promise<string> | undefined;

/** As long a check as a real one, for an account that is not there: the answer's time must not tell. */
export async function checkDecoy(password: string): Promise<false> {
  decoy ??= hashPassword("no account has this password");
  await passwordMatches(await decoy, password);
  return false;
}
