/** A route as API Gateway has it: `GET /courses/{id}`. */
export interface RoutePattern {
  readonly method: string;
  readonly path: string;
}

export interface RouteMatch<R> {
  readonly route: R;
  readonly parameters: Readonly<Record<string, string>>;
}

const variable = /^\{(.+)\}$/;

/**
 * The route of a request, matched as an HTTP API does it: by the decoded path (so an encoded slash divides segments),
 * literal segments before variables, a trailing slash being a segment of its own that matches nothing.
 */
export function matchRoute<R extends RoutePattern>(
  routes: readonly R[],
  method: string,
  path: string,
): RouteMatch<R> | undefined {
  const segments = path.split("/").slice(1);
  let best: RouteMatch<R> | undefined;
  for (const route of routes) {
    if (route.method !== method) continue;
    const parameters = matchSegments(route.path.split("/").slice(1), segments);
    if (parameters === undefined) continue;
    if (best === undefined || isMoreSpecific(route.path, best.route.path)) best = { route, parameters };
  }
  return best;
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [place, expected] of pattern.entries()) {
    const segment = segments[place] ?? "";
    const name = variable.exec(expected)?.[1];
    if (name === undefined ? segment !== expected : segment === "") return undefined;
    if (name !== undefined) parameters[name] = segment;
  }
  return parameters;
}

/** Both match the same path; the first segment in which one is literal and the other is not decides. */
function isMoreSpecific(path: string, other: string): boolean {
  const others = other.split("/");
  for (const [place, segment] of path.split("/").entries()) {
    const isVariable = variable.test(segment);
    if (isVariable !== variable.test(others[place] ?? "")) return !isVariable;
  }
  return false;
}
