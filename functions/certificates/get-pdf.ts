import { getPdf as route } from "@smartcourse/contracts/certificates/routes";
import { pdfKey } from "@smartcourse/core/certificates/certificate";
import { readStanding } from "@smartcourse/core/certificates/read-certificate";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply } from "@smartcourse/platform/edge/reply";
import { signRead } from "@smartcourse/platform/signed-s3";

const readSeconds = 300;

export const handler = endpoint(route, async ({ db, params }) => {
  const { id } = await readStanding(db, params.id);
  const { url } = await signRead(pdfKey(id), readSeconds, `certificate-${id}.pdf`);
  return new Reply(undefined, { location: url, "cache-control": "no-store" });
});
