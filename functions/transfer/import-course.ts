import { importCourse as route } from "@smartcourse/contracts/transfer/routes";
import { importCourse } from "@smartcourse/core/transfer/import-course";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { created } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, body, actor }) => {
  const announced = await importCourse(tx, actor, body);
  return created(announced, `/imports/${announced.id}`);
});
