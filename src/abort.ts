/** Resolves when the signal is aborted, at once when it is already. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** What a promise comes to. @throws the signal's reason, as soon as it is aborted */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  if (signal.aborted) onAbort();
  // A signal outlives what is waited for: without its removal each wait would leave a listener behind.
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([aborted.promise, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Waits for a promise, but no longer than `maxMs`. @returns whether it was over by then. @throws what it throws */
export async function waitAtMost(promise: Promise<unknown>, maxMs: number): Promise<boolean> {
  const limit = Promise.withResolvers<boolean>();
  // No reason to stay for a process that has nothing else to do.
  const timer = setTimeout(() => limit.resolve(false), maxMs).unref();
  try {
    return await Promise.race([promise.then(() => true), limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
