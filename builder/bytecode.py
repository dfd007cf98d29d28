"""Python files to bytecode, the same bytes every time: `pyodide py-compile`, whose zip alone would carry a clock."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from builder.zipped import unzipped, zipped

COMMAND = (str(Path(sys.executable).parent / "pyodide"), "py-compile", "--silent", "--no-keep")
SETTINGS = {
    "SOURCE_DATE_EPOCH": "315532800",  # bytecode then carries a hash of its source, no time
    "PYTHONHASHSEED": "0",
    "PYTHONOPTIMIZE": "2",  # no docstrings and no asserts: neither is read on the device
}


def compiled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each `.py` as `.pyc`, everything else as it is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "files.zip"
        path.write_bytes(zipped(files))
        command = [*COMMAND, str(path)]
        done = subprocess.run(command, env={**os.environ, **SETTINGS}, capture_output=True, check=False, text=True)
        if done.returncode:
            raise RuntimeError(f"pyodide py-compile failed:\n{done.stderr or done.stdout}")
        return unzipped(path.read_bytes())
