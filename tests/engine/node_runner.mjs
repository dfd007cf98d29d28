// Boots the engine of the built site under Node the way worker.ts does in a browser, and answers questions from stdin:
//   node node_runner.mjs ENGINE_FOLDER STDLIB_ZIP APP_ZIP INFO NAMES_PY cold|warm
// A question is a line ["border.advise", [arguments]]; its answer is a line {"text": …} or {"broken": last line}.
// A warm engine comes from a snapshot and finds no files at all: whatever it would import late is missing.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [engine, stdlib, app, info, names, how] = process.argv.slice(2);
const NO_FILES = new Uint8Array([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]); // a zip with nothing in it
const { loadPyodide } = await import(pathToFileURL(`${engine}pyodide.mjs`).href);
let python = await boot({ stdLibURL: stdlib, _makeSnapshot: how === "warm" });
python.FS.writeFile("/footing.zip", readFileSync(app));
python.runPython("import sys; sys.path.insert(0, '/footing.zip')");
python.runPython(readFileSync(names, "utf8"));
python.runPython("border.prepare()");
if (how === "warm") {
  const snapshot = python.makeMemorySnapshot();
  const nothing = (FS) => FS.writeFile("/lib/python313.zip", NO_FILES);
  python = await boot({ stdLibURL: stdlib, _loadSnapshot: snapshot, fsInit: nothing });
}

for await (const line of createInterface({ input: process.stdin })) {
  const [name, args] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answer(name, args))}\n`);
}

function boot(more) {
  return loadPyodide({
    indexURL: engine,
    lockFileContents: { info: JSON.parse(info), packages: {} },
    packageBaseUrl: engine,
    stdout: (text) => process.stderr.write(`${text}\n`), // answers alone go to standard output
    ...more,
  });
}

function answer(name, args) {
  globalThis.footingArgs = args;
  try {
    return { text: python.runPython(`from js import footingArgs; ${name}(*footingArgs)`) };
  } catch (trouble) {
    return { broken: String(trouble).trim().split("\n").at(-1) };
  }
}
