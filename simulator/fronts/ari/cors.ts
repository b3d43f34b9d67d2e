import type { HttpHeaders } from "../../http/headers.ts";
import type { Route } from "./router.ts";

/** What tells a web page that it may see an answer (`process_cors_request`); nothing when it may not. */
export function corsHeaders(headers: HttpHeaders, allowedOrigins: readonly string[]): Record<string, string> {
  const origin = headers.getExact("Origin");
  if (origin === undefined || !isAllowed(origin, allowedOrigins)) return {};
  return { "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true" };
}

/** What `OPTIONS` says: the methods of a resource, and to a web page that asks which of them it may use. */
export function optionsHeaders(
  headers: HttpHeaders,
  route: Route,
  allowedOrigins: readonly string[],
): Record<string, string> {
  const origin = headers.getExact("Origin");
  const method = headers.getExact("Access-Control-Request-Method");
  const isAsked = origin !== undefined && method !== undefined && isAllowed(origin, allowedOrigins);
  if (!isAsked || !route.methods.some((other) => other === method)) return { Allow: route.allow };
  const asked = headers.getExact("Access-Control-Request-Headers");
  return {
    Allow: route.allow,
    "Access-Control-Allow-Methods": route.allow,
    ...(asked !== undefined && { "Access-Control-Allow-Headers": asked }),
  };
}

function isAllowed(origin: string, allowedOrigins: readonly string[]): boolean {
  return allowedOrigins.some((allowed) => allowed === "*" || allowed === origin);
}
