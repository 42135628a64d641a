import { sendMail as contract } from "@smartcourse/contracts/notifications/tasks";
import { sendMail } from "@smartcourse/core/notifications/send-mail";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, ({ mail_id }, attempt) => sendMail(postgres(), mail_id, attempt));
