import * as z from "zod";
import { defineRoute } from "../define.ts";
import { PageQuery } from "../shared-schemas.ts";
import {
  Certificate,
  CertificatePage,
  CertificateParams,
  IssuerProfile,
  KeyParams,
  PublicKey,
  RevokeBody,
  StatusListParams,
} from "./schemas.ts";

const open = { method: "GET", access: "public", uses: ["postgres", "redis"] } as const;
const document = { method: "GET", access: "public", uses: ["redis"] } as const;

export const listCertificates = defineRoute({
  id: "certificates.listCertificates",
  method: "GET",
  path: "/certificates",
  access: ["student"],
  summary: "The caller's certificates, newest first",
  query: PageQuery,
  replies: { 200: CertificatePage },
  errors: [],
  uses: ["postgres", "redis"],
});

export const getCertificate = defineRoute({
  ...open,
  id: "certificates.getCertificate",
  path: "/certificates/{id}",
  summary: "Check a certificate",
  description: "For everybody who has its id: as JSON, or as a page where `Accept` prefers HTML.",
  params: CertificateParams,
  replies: { 200: Certificate },
  errors: ["certificate.not_found"],
  alsoAs: ["text/html"],
});

export const getPdf = defineRoute({
  ...open,
  id: "certificates.getPdf",
  path: "/certificates/{id}/pdf",
  summary: "A certificate to print",
  description: "Redirects to the file. 410 `certificate.revoked` where it was revoked.",
  params: CertificateParams,
  replies: { 302: z.undefined() },
  errors: ["certificate.not_found", "certificate.revoked"],
  uses: ["postgres", "redis", "s3"],
});

export const getCredential = defineRoute({
  ...open,
  id: "certificates.getCredential",
  path: "/certificates/{id}/credential",
  summary: "A certificate as a signed Open Badges 3.0 credential",
  description:
    "A compact JWS (VC-JWT, RS256), as text or as application/vc+jwt. Whether it was revoked is told by the list in its `credentialStatus`.",
  params: CertificateParams,
  replies: { 200: z.string() },
  errors: ["certificate.not_found"],
  mediaType: "text/plain",
  alsoAs: ["application/vc+jwt"],
});

export const revokeCertificate = defineRoute({
  id: "certificates.revokeCertificate",
  method: "POST",
  path: "/certificates/{id}/revoke",
  access: ["instructor", "admin"],
  summary: "Revoke a certificate",
  description: "For the course's instructor and admins. For good: revoking again changes nothing. Audited.",
  params: CertificateParams,
  body: RevokeBody,
  replies: { 200: Certificate },
  errors: ["certificate.not_found"],
  uses: ["postgres", "redis"],
});

export const getStatusList = defineRoute({
  ...open,
  id: "certificates.getStatusList",
  path: "/certificate-status/{list}",
  summary: "Which certificates were revoked: a signed Bitstring Status List",
  params: StatusListParams,
  replies: { 200: z.string() },
  errors: [],
  mediaType: "application/vc+jwt",
});

export const getIssuer = defineRoute({
  ...document,
  id: "certificates.getIssuer",
  path: "/issuer",
  summary: "Who issues the certificates",
  replies: { 200: IssuerProfile },
  errors: [],
});

export const getIssuerKey = defineRoute({
  ...document,
  id: "certificates.getIssuerKey",
  path: "/issuer/keys/{kid}",
  summary: "A public key that credentials are verified with",
  params: KeyParams,
  replies: { 200: PublicKey },
  errors: ["certificate.key_not_found"],
});
