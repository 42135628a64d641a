import * as z from "zod";
import { defineRoute, roles } from "../define.ts";
import { Empty, PageQuery, page } from "../shared-schemas.ts";
import {
  ChangeActiveBody,
  ChangeRoleBody,
  JwkSet,
  LoginBody,
  RefreshBody,
  RegisterBody,
  TokenPair,
  UpdateMeBody,
  User,
  UserParams,
} from "./schemas.ts";

const credentialLimits = { address: { limit: 30, window: 60 } };

export const registerUser = defineRoute({
  id: "auth.registerUser",
  method: "POST",
  path: "/auth/register",
  access: "public",
  summary: "Register as a student or an instructor",
  body: RegisterBody,
  replies: { 201: User },
  errors: ["auth.role_not_open", "auth.email_taken", "auth.username_taken", "auth.password_weak"],
  uses: ["postgres", "redis", "argon2"],
  idempotent: false,
  limits: credentialLimits,
});

export const logIn = defineRoute({
  id: "auth.logIn",
  method: "POST",
  path: "/auth/login",
  access: "public",
  summary: "Log in: an access token for 15 minutes and a refresh token",
  body: LoginBody,
  replies: { 200: TokenPair },
  errors: ["auth.credentials"],
  uses: ["postgres", "redis", "argon2"],
  transaction: false,
  limits: credentialLimits,
});

export const refreshTokens = defineRoute({
  id: "auth.refreshTokens",
  method: "POST",
  path: "/auth/refresh",
  access: "public",
  summary: "Rotate a refresh token",
  description:
    "The old token is spent. Within 10 seconds it still yields a token of the same session (two tabs refreshing at once); after that its use ends the session.",
  body: RefreshBody,
  replies: { 200: TokenPair },
  errors: ["auth.refresh_invalid", "auth.refresh_reused"],
  uses: ["postgres", "redis"],
  transaction: false,
  limits: credentialLimits,
});

export const logOut = defineRoute({
  id: "auth.logOut",
  method: "POST",
  path: "/auth/logout",
  access: roles,
  summary: "End the session at once",
  replies: { 204: Empty },
  errors: [],
  uses: ["postgres", "redis"],
  transaction: false,
});

export const getMe = defineRoute({
  id: "auth.getMe",
  method: "GET",
  path: "/auth/me",
  access: roles,
  summary: "The caller",
  replies: { 200: User },
  errors: [],
  uses: ["postgres", "redis"],
});

export const updateMe = defineRoute({
  id: "auth.updateMe",
  method: "PUT",
  path: "/auth/me",
  access: roles,
  summary: "Say how you want to be shown",
  description: "Certificates that were issued before keep the name they have.",
  body: UpdateMeBody,
  replies: { 200: User },
  errors: [],
  uses: ["postgres", "redis"],
});

export const getJwks = defineRoute({
  id: "auth.getJwks",
  method: "GET",
  path: "/.well-known/jwks.json",
  access: "public",
  summary: "The public keys of access tokens",
  replies: { 200: JwkSet },
  errors: [],
  uses: ["redis"],
});

export const listUsers = defineRoute({
  id: "auth.listUsers",
  method: "GET",
  path: "/users",
  access: ["admin"],
  summary: "List users",
  query: PageQuery.extend({
    role: z.enum(roles).optional(),
    email: z.string().trim().toLowerCase().max(255).optional(),
  }),
  replies: { 200: page(User) },
  errors: [],
  uses: ["postgres", "redis"],
});

export const changeUserRole = defineRoute({
  id: "auth.changeUserRole",
  method: "PUT",
  path: "/users/{id}/role",
  access: ["admin"],
  summary: "Change a user's role",
  description: "Bites at the user's next request. Audited.",
  params: UserParams,
  body: ChangeRoleBody,
  replies: { 200: User },
  errors: ["user.not_found", "user.last_admin"],
  uses: ["postgres", "redis"],
  transaction: false,
});

export const changeUserActive = defineRoute({
  id: "auth.changeUserActive",
  method: "PUT",
  path: "/users/{id}/active",
  access: ["admin"],
  summary: "Switch a user off, or on again",
  description: "Switching off ends every session of the user. Audited.",
  params: UserParams,
  body: ChangeActiveBody,
  replies: { 200: User },
  errors: ["user.not_found", "user.last_admin"],
  uses: ["postgres", "redis"],
  transaction: false,
});
