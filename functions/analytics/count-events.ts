import { countEvents } from "@smartcourse/contracts/analytics/consumers";
import { countEvent } from "@smartcourse/core/analytics/count-event";
import { consumer } from "@smartcourse/platform/consumer";

export const handler = consumer(countEvents, countEvent);
