import { connect } from "node:net";

/** An ApiVersions request, version 0: its size, then API key 18, version 0, correlation id 1, no client id. */
const request = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 255, 255]);

/** Resolves to true when the broker answers a request of Kafka's protocol, which it does only once it serves. */
export function brokerAnswers(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.setTimeout(2_000, () => socket.destroy(new Error("the broker does not answer")));
    socket.once("error", reject);
    socket.once("close", () => resolve(false));
    socket.once("data", (answer: Buffer) => {
      socket.destroy();
      resolve(answer.readInt32BE(4) === 1);
    });
  });
}
