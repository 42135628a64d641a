import { fanOutEvents } from "@smartcourse/contracts/webhooks/consumers";
import { fanOutEvent } from "@smartcourse/core/webhooks/fan-out-event";
import { consumer } from "@smartcourse/platform/consumer";

export const handler = consumer(fanOutEvents, fanOutEvent);
