// A snapshot without the parts of the memory that hold nothing, a good third of it: less to store, to read, to compare
// with its hash and to copy. Packed: its whole size, the number of runs, then for each run its first block and its
// number of blocks, then the blocks of all runs; numbers take four bytes.

const BLOCK = 4096;
const WORD = 4;

/** Leave out the blocks that hold only zeros. */
export function packed(whole: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const runs = runsOf(whole);
  const head = new Uint32Array([whole.length, runs.length, ...runs.flat()]);
  const end = ([first, blocks]: Run): number => Math.min((first + blocks) * BLOCK, whole.length);
  const bytes = new Uint8Array(head.byteLength + runs.reduce((sum, run) => sum + end(run) - run[0] * BLOCK, 0));
  bytes.set(new Uint8Array(head.buffer));
  let at = head.byteLength;
  for (const run of runs) {
    const part = whole.subarray(run[0] * BLOCK, end(run));
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

type Run = [first: number, blocks: number];

function runsOf(whole: Uint8Array): Run[] {
  const runs: Run[] = [];
  for (let block = 0; block * BLOCK < whole.length; block++) {
    if (whole.subarray(block * BLOCK, (block + 1) * BLOCK).every((byte) => byte === 0)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === block) last[1] += 1;
    else runs.push([block, 1]);
  }
  return runs;
}

/**
 * What Pyodide takes for the whole snapshot: it reads the head, and asks for the rest to copy it into its memory. When
 * it asks, the runs are copied straight from where they are, and nothing is left for it to do.
 */
export function asWhole(bytes: Uint8Array<ArrayBuffer>, memory: () => WebAssembly.Memory): Uint8Array {
  const [size = 0, count = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2);
  const runs = new Uint32Array(bytes.buffer, bytes.byteOffset + 2 * WORD, 2 * count);
  const parts = bytes.subarray((2 + 2 * count) * WORD);
  const [, start = 0] = new Uint32Array(parts.slice(0, 2 * WORD).buffer); // Pyodide: its mark, then where the memory starts
  const head = parts.slice(0, start);
  const fill = (): void => {
    const heap = new Uint8Array(memory().buffer);
    let from = 0; // in `parts`
    let done = start; // in the whole
    for (let run = 0; run < count; run++) {
      const first = (runs[2 * run] ?? 0) * BLOCK;
      const length = Math.min((runs[2 * run + 1] ?? 0) * BLOCK, size - first);
      const skipped = Math.max(start - first, 0);
      heap.fill(0, done - start, Math.max(first - start, 0));
      heap.set(parts.subarray(from + skipped, from + length), first + skipped - start);
      from += length;
      done = first + length;
    }
    heap.fill(0, done - start, size - start);
  };
  return Object.defineProperties(head, {
    length: { value: size },
    subarray: {
      value: (begin: number, end?: number): Uint8Array => {
        if (begin !== start || end !== undefined) return parts.subarray(begin, end);
        fill();
        return new Uint8Array();
      },
    },
  });
}
