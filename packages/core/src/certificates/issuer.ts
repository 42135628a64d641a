import { env } from "@smartcourse/platform/env";

/** The context of Open Badges 3.0, over that of verifiable credentials. */
export const badgeContexts = [
  "https://www.w3.org/ns/credentials/v2",
  "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
];

/** Who issues the certificates; it is found under its id. */
export function issuerProfile() {
  const url = env("PUBLIC_API_URL");
  return {
    id: `${url}/issuer`,
    type: ["Profile"],
    name: "SmartCourse",
    url,
    description: "Issues a certificate to everybody who completes a course.",
  };
}
