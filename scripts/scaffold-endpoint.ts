interface Scaffold {
  /** Goes to the end of the domain's routes. */
  readonly route: string;
  /** New files by their path. */
  readonly files: Readonly<Record<string, string>>;
}

/** The texts of a new endpoint: an admin's GET that answers with what it was asked, until somebody says what it is to do. */
export function scaffoldEndpoint(domain: string, operation: string): Scaffold {
  const file = operation.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
  return {
    route: `export const ${operation} = defineRoute({
  id: "${domain}.${operation}",
  method: "GET",
  path: "/${domain}/${file}",
  access: ["admin"],
  summary: "${sentence(operation)}",
  replies: { 200: z.object({ asked_by: z.int() }) },
  errors: [],
  uses: ["postgres", "redis"],
});
`,
    files: {
      [`packages/core/src/${domain}/${file}.ts`]: `import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";

/** ${sentence(operation)}. */
export async function ${operation}(db: Db, actor: Actor) {
  const user = await db.selectFrom("users").select("id").where("id", "=", actor.id).executeTakeFirstOrThrow();
  return { asked_by: user.id };
}
`,
      [`functions/${domain}/${file}.ts`]: `import { ${operation} as route } from "@smartcourse/contracts/${domain}/routes";
import { ${operation} } from "@smartcourse/core/${domain}/${file}";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, actor }) => ${operation}(db, actor));
`,
      [`tests/integration/${domain}/${file}.test.ts`]: `import { expect, test } from "vitest";
import { handler } from "../../../functions/${domain}/${file}.ts";
import { call } from "../../support/call.ts";
import { registerAndLogin } from "../../support/people.ts";

test("an admin is answered", async () => {
  const admin = await registerAndLogin("admin");
  expect(await call(handler, { token: admin.token })).toMatchObject({ status: 200, body: { asked_by: admin.id } });
});
`,
    },
  };
}

function sentence(operation: string): string {
  const words = operation.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return `${words[0]?.toUpperCase()}${words.slice(1)}`;
}
