/** Resolves when this process is asked to end: Ctrl-C, SIGTERM, or the terminal going away. A second Ctrl-C changes nothing. */
export function whenAskedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, resolve);
  });
}
