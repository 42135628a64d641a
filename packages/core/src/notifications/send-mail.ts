import { deliverMail } from "@smartcourse/platform/mail";
import { MailRefused, MailUncertain } from "@smartcourse/platform/outgoing-mail";
import type { Db } from "@smartcourse/platform/postgres";
import { composeMail } from "./compose-mail.ts";
import * as store from "./sending-store.ts";
import { suppressAddress } from "./suppressions-store.ts";
import { whyWithheld } from "./withheld.ts";

/**
 * Sends a mail: claims its row, sends, marks. Whoever dies between the last two leaves a claim that runs out; then it is sent
 * once more at most. A refusal for good is written down; anything else is thrown, for the task to try again.
 * `last`: no further try follows.
 */
export async function sendMail(db: Db, id: string, { last }: { last: boolean }): Promise<void> {
  if (!(await store.claim(db, id))) return explainUnclaimed(db, id);
  const mail = await store.readAddressed(db, id);
  const reason = whyWithheld(mail, new Date());
  if (reason !== undefined) return store.settle(db, id, { state: "withheld", reason });
  try {
    const provider_id = await deliverMail(composeMail(mail));
    await store.settle(db, id, { state: "sent", provider_id, address: mail.email });
  } catch (error) {
    await judge(db, { id, email: mail.email, lapsed: mail.lapsed, last }, error);
  }
}

/** It is settled, or somebody has it, or two tries ended without a word. */
async function explainUnclaimed(db: Db, id: string): Promise<void> {
  const state = await store.stateOf(db, id);
  if (state === "held") throw new Error("The mail is being sent by somebody else");
  if (state === "lapsed twice") await store.settle(db, id, { state: "failed", reason: lost });
}

const lost = "Two tries ended without a word: it may have arrived";

interface Try {
  readonly id: string;
  readonly email: string;
  readonly lapsed: boolean;
  readonly last: boolean;
}

async function judge(db: Db, { id, email, lapsed, last }: Try, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof MailRefused) {
    if (error.isMailboxUnknown) await suppressAddress(db, { email, reason: "bounce", detail: reason });
    return store.settle(db, id, { state: "refused", reason, address: email });
  }
  if (error instanceof MailUncertain && lapsed) {
    return store.settle(db, id, { state: "failed", reason: lost, address: email });
  }
  await store.release(db, id, {
    state: last ? "failed" : "pending",
    reason,
    lapsed: error instanceof MailUncertain,
  });
  throw error;
}
