"""Writes the lock files anew: hashes, no download addresses. Pass --upgrade for newer versions."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GROUPS: dict[str, list[str]] = {
    "requirements.lock": ["build", "test", "lint", "install"],
    "tools/bootstrap.lock": ["bootstrap"],
    "tools/audit.lock": ["audit"],
}


def main() -> None:
    env = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    for lock, groups in GROUPS.items():
        command = [
            str(ROOT / ".venv-setup/bin/uv"),
            "pip",
            "compile",
            "pyproject.toml",
            "--output-file",
            lock,
        ]
        command += ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--quiet"]
        command += [*(f"--group={group}" for group in groups), *sys.argv[1:]]
        subprocess.run(command, cwd=ROOT, env=env, check=True)
    env["PATH"] = f"{ROOT / '.venv/bin'}{os.pathsep}{env.get('PATH', '')}"
    npm = [str(ROOT / ".venv/bin/npm"), "install", "--package-lock-only"]
    subprocess.run(npm, cwd=ROOT / "pwa", env=env, check=True)
    _leave_out_addresses(ROOT / "pwa/package-lock.json")


def _leave_out_addresses(lock: Path) -> None:
    """Drop where each npm package asks for donations: installing needs none of it, and the lock names no address."""
    made = json.loads(lock.read_text("utf-8"))
    for package in made["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
