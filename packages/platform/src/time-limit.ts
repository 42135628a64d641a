/** A run took longer than its task allows. */
class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";
}

/**
 * Runs `work` for no longer than `seconds`. Then it rejects, and the signal that `work` was given is aborted; work that does
 * not listen to it goes on unheard.
 * @throws TimeLimitError
 */
export async function withinTime<T>(seconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = Promise.withResolvers<never>();
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const error = new TimeLimitError(`It took longer than ${seconds} s`);
    controller.abort(error);
    over.reject(error);
  }, seconds * 1_000);
  try {
    return await Promise.race([work(controller.signal), over.promise]);
  } finally {
    clearTimeout(timer);
  }
}
