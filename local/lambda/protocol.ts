/** What a sandbox is told when it starts. */
export interface SandboxSetup {
  readonly bundle: string;
  readonly functionName: string;
  readonly memoryMb: number;
}

/** One event for the sandbox. */
export interface InvokeMessage {
  readonly type: "invoke";
  readonly requestId: string;
  /** The event as JSON, as Lambda carries it. */
  readonly event: string;
  /** The invocation's X-Ray header. */
  readonly trace: string;
  readonly functionArn: string;
  /** When the function is stopped, in ms since the epoch. */
  readonly deadline: number;
}

/** The host has passed the last chunk on: the next may come. */
export interface AcceptedMessage {
  readonly type: "accepted";
}
export type HostMessage = InvokeMessage | AcceptedMessage;

/** A failure as Lambda reports it to whoever invoked the function. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type SandboxMessage =
  | { readonly type: "ready" }
  | { readonly type: "init_failed"; readonly error: FunctionError }
  | { readonly type: "returned"; readonly payload: string }
  | { readonly type: "threw"; readonly error: FunctionError }
  /** The first byte of a streamed answer is about to come. */
  | { readonly type: "streaming"; readonly contentType: string }
  | { readonly type: "chunk"; readonly data: Uint8Array };
