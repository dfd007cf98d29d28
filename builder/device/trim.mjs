// Boots the stock engine under Node and runs exercise.py in it:
//   node trim.mjs ENGINE_FOLDER STDLIB_ZIP APP_ZIP LANG
// Standard output gets what `reached` returns.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [engine, stdlib, app, lang] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${engine}pyodide.mjs`).href);
const python = await loadPyodide({
  indexURL: engine,
  stdLibURL: stdlib,
  stdout: (text) => process.stderr.write(`${text}\n`), // the answer alone goes to standard output
});
python.FS.writeFile("/footing.zip", readFileSync(app));
python.runPython("import sys; sys.path.insert(0, '/footing.zip')");
python.runPython(readFileSync(new URL("exercise.py", import.meta.url), "utf8"));
process.stdout.write(python.runPython(`reached(${JSON.stringify(lang)})`));
