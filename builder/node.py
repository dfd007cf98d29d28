"""The Node that came with the Python packages: bundling and trimming run on it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
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


def run_part(root: Path, program: str, *arguments: str | Path) -> str:
    """Run a program that came from npm."""
    return run_node(root / "pwa" / "node_modules" / program, *arguments)


def esbuild(root: Path, out: Path, entries: Sequence[str], *more: str) -> None:
    """Bundle scripts or styles; each entry is a file of the project, or a whole path."""
    out.mkdir(parents=True, exist_ok=True)
    options = ("--bundle", "--minify", "--target=es2022", "--charset=utf8", "--log-level=warning", f"--outdir={out}")
    run_part(root, "esbuild/bin/esbuild", *(root / name for name in entries), *options, *more)
