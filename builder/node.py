"""The Node that came with the Python packages: bundling and trimming run on it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def run_node(script: Path, *arguments: str | Path) -> str:
    """What a script writes to standard output; raises RuntimeError with the name of the script when it fails."""
    node = shutil.which("node", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
    if not node:
        raise RuntimeError("node is missing: run make setup")
    command = [node, str(script), *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{script.name} failed; what it said stands above")
    return done.stdout
