import Negotiator from "negotiator";
import type { Route } from "@smartcourse/contracts/define";
import type { HttpRequest } from "./request.ts";

/** The media type that a caller prefers of those in which a route answers: the route's own where she says nothing, or nothing that fits. */
export function preferredMediaType(route: Route, request: Pick<HttpRequest, "headers">): string {
  const { mediaType = "application/json", alsoAs = [] } = route;
  const { accept } = request.headers;
  const negotiator = new Negotiator({ headers: accept === undefined ? {} : { accept } });
  return negotiator.mediaType([mediaType, ...alsoAs]) ?? mediaType;
}
