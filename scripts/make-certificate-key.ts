import { keySettings, newCertificateKey } from "../local/platform/signing-key.ts";

/** Prints a new key for certificates as its two settings. The first of them is a secret. */
const { privateKey, publicKeys } = keySettings(newCertificateKey());
process.stdout.write(`CERTIFICATE_PRIVATE_KEY=${privateKey}\nCERTIFICATE_PUBLIC_KEYS=${publicKeys}\n`);
