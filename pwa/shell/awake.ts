// Counting only the time in which the page was awake: a phone that slept meanwhile is no trouble.

/** Call `late` after so many seconds in which the page was awake, unless the answer is called before. */
export function watch(seconds: number, late: () => void): () => void {
  let left = seconds;
  const clock = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(clock);
    late();
  }, 1000);
  return () => { clearInterval(clock); };
}

/** What a browser answers, or the trouble that `late` makes when it does not answer in so many seconds. */
export function within<T>(work: Promise<T>, seconds: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopClock = watch(seconds, () => { reject(late()); });
    work.then(resolve, reject).finally(stopClock);
  });
}
