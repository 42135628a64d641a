import { provisionTopics } from "../../local/provision/topics.ts";
import { kafka } from "../../local/services/kafka.ts";
import { type OwnService, startOwnService } from "./own-service.ts";

export interface OwnBroker extends OwnService {
  /** `host:port`, the same after each start. */
  readonly address: string;
}

/** A Kafka broker of the test's own, with the product's topics, that can be killed and started again. */
export async function startOwnBroker(): Promise<OwnBroker> {
  const broker = await startOwnService(kafka);
  const address = `127.0.0.1:${broker.ports.kafka.main}`;
  await provisionTopics([address]);
  return { ...broker, address };
}
