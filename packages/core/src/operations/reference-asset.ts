import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DomainError } from "@smartcourse/contracts/errors";
import { Reply } from "@smartcourse/platform/edge/reply";

/** The line that a content policy keeps out of the page itself. */
const startScript = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, persistAuthorization: true });\n`;

const mediaTypes: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};
const files = new Set(["swagger-ui.js", "swagger-ui.css", "redoc.js"]);
const compressed = new Map<string, Uint8Array>();

/**
 * A file of the reference pages, compressed once and kept while the function is warm. `root`: the function's own folder.
 * @throws DomainError request.route_not_found
 */
export async function readAsset(root: string, name: string): Promise<Reply<unknown>> {
  if (name !== "start.js" && !files.has(name))
    throw new DomainError("request.route_not_found", `There is no asset ${name}`);
  let bytes = compressed.get(name);
  if (bytes === undefined) {
    bytes = gzipSync(name === "start.js" ? startScript : await readFile(join(root, "assets", name)));
    compressed.set(name, bytes);
  }
  return new Reply(bytes, {
    "content-type": mediaTypes[name.split(".").at(-1) ?? ""] ?? "application/octet-stream",
    "content-encoding": "gzip",
    "cache-control": "public, max-age=3600",
  });
}
