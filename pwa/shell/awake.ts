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
