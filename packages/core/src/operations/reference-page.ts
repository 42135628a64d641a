import { Reply } from "@smartcourse/platform/edge/reply";

/** Everything comes from our own origin; the viewers style themselves in line and Redoc searches in a worker. */
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'";

function page(head: string, body: string): Reply<string> {
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>SmartCourse API</title>${head}</head>
<body>${body}</body>
</html>`;
  return new Reply(html, { "content-security-policy": policy });
}

/** Swagger UI over /openapi.json: to read and to try. */
export function docsPage(): Reply<string> {
  return page(
    `<link rel="stylesheet" href="/docs/assets/swagger-ui.css">`,
    `<div id="swagger-ui"></div><script src="/docs/assets/swagger-ui.js"></script><script src="/docs/assets/start.js"></script>`,
  );
}

/** Redoc over the same document: to read. */
export function redocPage(): Reply<string> {
  return page("", `<redoc spec-url="/openapi.json"></redoc><script src="/docs/assets/redoc.js"></script>`);
}
