import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import { obtain } from "../../../local/downloads/cache.ts";
import { lineProgress } from "../../../local/downloads/progress.ts";
import { python } from "../../../local/downloads/python.ts";
import { pythonPackages } from "../../../local/downloads/python-packages.ts";

const requirements = join(import.meta.dirname, "openbadgeslib.txt");

/** Takes the key from where the credential says it is, and lets openbadgeslib judge signature, form and status. */
const program = `
import json, sys, jwt
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.verifier import OB3Verifier

given = json.load(sys.stdin)
documents = given["documents"]

def verdict(token):
    try:
        kid = jwt.get_unverified_header(token)["kid"]
        verifier = OB3Verifier(jwt.PyJWK(json.loads(documents[kid])).key)
        badge = verifier.verify(token, check_status=True, download=lambda url: documents[url].encode())
        return {"valid": True, "issuer": badge.issuer.id, "achievement": badge.achievement.name}
    except LibOpenBadgesException as failure:
        return {"valid": False, "reason": str(failure)}

json.dump([verdict(token) for token in given["tokens"]], sys.stdout)
`;

export interface Verdict {
  readonly valid: boolean;
  readonly reason?: string;
  readonly issuer?: string;
  readonly achievement?: string;
}

/**
 * What openbadgeslib, which has nothing in common with us, says of credentials. `documents`: what is found on the web, by
 * address: keys and status lists.
 */
export async function verifyBadges(
  tokens: readonly string[],
  documents: Readonly<Record<string, string>>,
): Promise<Verdict[]> {
  const interpreter = await python();
  const packages = pythonPackages("openbadgeslib", "4.6.3", requirements, interpreter, 20);
  const place = await obtain(packages, lineProgress(console.log));
  const env = { ...process.env, PYTHONPATH: join(place, "packages") };
  const child = spawn(interpreter.command, ["-c", program], { env });
  child.stdin.end(JSON.stringify({ tokens, documents }));
  const [answer, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (answer === "") throw new Error(`openbadgeslib did not answer: ${complaint}`);
  return JSON.parse(answer) as Verdict[];
}
