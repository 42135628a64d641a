/** A command as the client hands it over, or several (`/pipeline`, `/multi-exec`), and the answer it expects. */
export interface Command {
  readonly path?: string[];
  readonly body?: unknown;
}
interface Answer<T> {
  readonly result?: T;
  readonly error?: string;
}

/** What speaks Upstash's REST API for the client. */
export interface Transport {
  request: <T>(command: Command) => Promise<Answer<T>>;
}

type Send = <T>(path: readonly string[], body: unknown) => Promise<T>;

interface Waiting extends Command {
  readonly settle: (answer: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/** More than one request asks for; what a busy process asks for beyond it goes in the next. */
const mostTogether = 100;

/**
 * A transport over `send` that carries what is asked for at once, by whomever, in one `/pipeline`: a request to Redis costs
 * what its way costs, not what it asks. Transactions go by themselves.
 */
export function together(send: Send): Transport["request"] {
  let waiting: Waiting[] = [];
  const flush = () => {
    const asked = waiting;
    waiting = [];
    if (asked.length > 0) void deliver(send, asked);
  };
  return <T>(command: Command) => {
    if (command.path?.[0] === "multi-exec") return send<Answer<T>>(command.path, command.body);
    return new Promise<Answer<T>>((resolve, fail) => {
      // A tick that is asked for by a microtask comes when no microtask is left: when all have asked who can ask now.
      if (waiting.length === 0) queueMicrotask(() => process.nextTick(flush));
      waiting.push({ ...command, settle: (answer) => resolve(answer as Answer<T>), fail });
      if (waiting.length === mostTogether) flush();
    });
  };
}

async function deliver(send: Send, asked: readonly Waiting[]): Promise<void> {
  const [first, second] = asked;
  try {
    if (first !== undefined && second === undefined)
      return first.settle(await send(first.path ?? [], first.body));
    const answers = await send<unknown[]>(["pipeline"], asked.flatMap(commandsOf));
    let at = 0;
    for (const one of asked) {
      const own = answers.slice(at, (at += commandsOf(one).length));
      one.settle(isPipeline(one) ? own : own[0]);
    }
  } catch (error) {
    for (const { fail } of asked) fail(error);
  }
}

const isPipeline = ({ path }: Command) => path?.[0] === "pipeline";
const commandsOf = (command: Command) => (isPipeline(command) ? (command.body as unknown[]) : [command.body]);
