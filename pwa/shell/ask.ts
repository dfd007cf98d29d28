// Asking the service worker something, through a line that belongs to this question alone.

import { watch } from "./awake";

/** Ask, and listen until `isLast`, which hears all that is told, says so; null after so many seconds of silence. */
export function ask<T>(
  worker: ServiceWorker, kind: string, seconds: number, isLast: (told: T) => boolean = () => true,
): Promise<T | null> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const end = (told: T | null): void => {
      stopClock();
      port1.close();
      resolve(told);
    };
    const late = (): void => { end(null); };
    let stopClock = watch(seconds, late);
    port1.onmessage = ({ data }: MessageEvent<T>) => {
      if (isLast(data)) return end(data);
      stopClock();
      stopClock = watch(seconds, late);
    };
    worker.postMessage({ kind }, [port2]);
  });
}
