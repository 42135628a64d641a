import { tellPeople as contract } from "@smartcourse/contracts/notifications/consumers";
import { tellPeople } from "@smartcourse/core/notifications/tell-people";
import { consumer } from "@smartcourse/platform/consumer";

export const handler = consumer(contract, tellPeople);
