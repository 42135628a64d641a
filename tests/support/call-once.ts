/**
 * Calls one handler with one event, as a process of its own that can be killed:
 *   node tests/support/call-once.ts functions/courses/create-course.ts '{"body": …}'
 */
import { join } from "node:path";
import { toEvent } from "./call.ts";

const [file = "", request = "{}"] = process.argv.slice(2);
const { handler } = await import(join(import.meta.dirname, "..", "..", file));
const { statusCode } = await handler(toEvent(JSON.parse(request)));
process.stdout.write(`${statusCode}\n`);
