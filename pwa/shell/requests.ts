// What this page asked for since it was opened, as the browser itself counts it.

export interface Count {
  all: number;
  here: number;
  copied: number;
  others: string[];
}

interface Asked {
  name: string;
  workerStart: number;
  transferSize: number;
}

/** Tell the count now and whenever it grows. */
export function countRequests(told: (count: Count) => void): void {
  const count: Count = { all: 0, here: 0, copied: 0, others: [] };
  const add = (entries: PerformanceEntryList): void => {
    for (const entry of entries) addOne(count, entry as PerformanceResourceTiming);
    told(count);
  };
  add(performance.getEntriesByType("navigation"));
  new PerformanceObserver((list) => { add(list.getEntries()); }).observe({ type: "resource", buffered: true });
}

function addOne(count: Count, { name, workerStart, transferSize }: Asked): void {
  const { protocol, host, origin } = new URL(name, location.href);
  if (!protocol.startsWith("http")) return; // "data:" and "blob:" go nowhere
  count.all += 1;
  if (origin === location.origin) count.here += 1;
  else if (!count.others.includes(host)) count.others.push(host);
  if (workerStart > 0 && transferSize === 0) count.copied += 1;
}
