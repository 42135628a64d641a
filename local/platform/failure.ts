/** Something a person has to see to: the message is one line and says what to do. Printed without a stack. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** Prints why a command ended: a Failure as its line, anything else (a bug) with its stack. */
export function report(error: unknown): void {
  if (error instanceof Failure) console.error(`\n✗ ${error.message}`);
  else console.error(error);
}
