"""Lists every locked part of the project (CycloneDX), or asks the registries whether one has a known hole."""

import os
import subprocess
import sys
from collections.abc import Sequence

from tools import setup

ROOT = setup.ROOT
BUILD = ROOT / "build"
LOCKS = ("requirements.lock", "tools/bootstrap.lock")


def sbom() -> int:
    """Write build/sbom-python.json and build/sbom-npm.json, from the lock files alone."""
    BUILD.mkdir(exist_ok=True)
    options = ("--output-reproducible", "--of", "JSON", "-o", str(BUILD / "sbom-python.json"))
    python = run(tool("cyclonedx-py"), "requirements", *options, "--pyproject", "pyproject.toml", "requirements.lock")
    listed = subprocess.run(
        npm("sbom", "--package-lock-only", "--sbom-format=cyclonedx", "--sbom-type=application"),
        cwd=ROOT / "pwa",
        env=with_node(),
        stdout=subprocess.PIPE,
        check=False,
    )
    if not listed.returncode:
        (BUILD / "sbom-npm.json").write_bytes(listed.stdout)
    return python or listed.returncode


def audit() -> int:
    """Ask for known holes; every lock is asked about before the first answer counts."""
    options = ("--require-hashes", "--disable-pip", "--progress-spinner=off")
    codes = [run(tool("pip-audit"), *options, "-r", lock) for lock in LOCKS]
    asked = subprocess.run(npm("audit", "--package-lock-only"), cwd=ROOT / "pwa", env=with_node(), check=False)
    return max(*codes, asked.returncode)


def tool(name: str) -> str:
    setup.set_up(ROOT, setup.AUDIT)
    return str(ROOT / setup.AUDIT.home / "bin" / name)


def npm(*words: str) -> Sequence[str]:
    return (str(ROOT / ".venv/bin/npm"), *words)


def with_node() -> dict[str, str]:
    """The environment in which npm finds the Node that came with the Python packages."""
    return {**os.environ, "PATH": f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def run(*command: str) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    known = {"sbom": sbom, "audit": audit}
    if len(sys.argv) != 2 or sys.argv[1] not in known:
        print(f"usage: python -m tools.audit {'|'.join(known)}", file=sys.stderr)
        return 2
    try:
        return known[sys.argv[1]]()
    except setup.SetupError as trouble:
        print(f"audit: {trouble}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
