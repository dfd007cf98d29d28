// Boots the engine of the built site under Node the way worker.ts does in a browser, and answers questions from stdin:
//   node node_runner.mjs ENGINE_FOLDER APP_ZIP NAMES_PY
// A question is a line ["border.advise", [arguments]]; its answer is a line {"text": …} or {"broken": last line}.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [engine, app, names] = process.argv.slice(2);
const begun = performance.now();
const { loadPyodide } = await import(pathToFileURL(`${engine}pyodide.mjs`).href);
const python = await loadPyodide({
  indexURL: engine,
  stdLibURL: `${engine}python_stdlib.zip`,
  lockFileURL: `${engine}pyodide-lock.json`,
  packageBaseUrl: engine,
  stdout: (text) => process.stderr.write(`${text}\n`), // answers alone go to standard output
});
python.FS.writeFile("/footing.zip", readFileSync(app));
python.runPython("import sys; sys.path.insert(0, '/footing.zip')");
python.runPython(readFileSync(names, "utf8"));
process.stderr.write(`ready after ${Math.round(performance.now() - begun)} ms\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const [name, args] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answer(name, args))}\n`);
}

function answer(name, args) {
  globalThis.footingArgs = args;
  try {
    return { text: python.runPython(`from js import footingArgs; ${name}(*footingArgs)`) };
  } catch (trouble) {
    return { broken: String(trouble).trim().split("\n").at(-1) };
  }
}
