/** Whether this browser can run the engine. Those we state: Chrome and Edge 112, Firefox 114, Safari 16.4, or newer. */
export function isAble(): boolean {
  return typeof WebAssembly === "object" && typeof Worker === "function" && "indexedDB" in globalThis
    && "findLast" in Array.prototype && "CompressionStream" in globalThis; // the last came with Safari 16.4
}
