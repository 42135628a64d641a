/**
 * Calls one handler with one event, as a process of its own that can be killed; an event that is not HTTP's is handed on as it is:
 *   node tests/support/call-once.ts functions/courses/create-course.ts '{"body": …}'
 *   node tests/support/call-once.ts functions/notifications/send-mail.ts '{"Records": …}'
 */
import { join } from "node:path";
import { toEvent } from "./call.ts";

const [file = "", request = "{}"] = process.argv.slice(2);
const { handler } = await import(join(import.meta.dirname, "..", "..", file));
const event = JSON.parse(request);
const reply = await handler("Records" in event ? event : toEvent(event));
process.stdout.write(`${reply.statusCode ?? "done"}\n`);
