"""Sets the project up: Python and its packages in .venv/, npm parts in pwa/node_modules/; skips what is done.

Runs before anything is installed, so it needs only the standard library and Python 3.9.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, List, Mapping, NamedTuple, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
UV_HOME = ".venv-setup"
STAMP = ".set-up-from"


class SetupError(Exception):
    """Something this machine lacks; the text says what, and what to do."""


class Part(NamedTuple):
    """One thing to set up: where it lands, the files it is made from, what must exist, and how it is made."""

    what: str
    home: str
    sources: Tuple[str, ...]
    proof: str
    make: Callable[[Path], None]


def fingerprint(root: Path, part: Part) -> str:
    """Name what a part was made from; a moved work tree counts as new, since .venv/ holds absolute paths."""
    digest = hashlib.sha256(str(root).encode())
    for source in part.sources:
        digest.update((root / source).read_bytes())
    return digest.hexdigest()


def is_done(root: Path, part: Part) -> bool:
    stamp = root / part.home / STAMP
    return stamp.is_file() and (root / part.proof).exists() and stamp.read_text() == fingerprint(root, part)


def run(*command: object, where: Path, env: Optional[Mapping[str, str]] = None) -> None:
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, cwd=where, env=env, capture_output=True, text=True, check=False)
    except OSError as error:
        raise SetupError(f"{words[0]} did not start: {error.strerror}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise SetupError(f"{' '.join(words[:4])} … failed:\n{said}")


def make_uv(root: Path) -> None:
    """Get the locked uv: in an environment of its own, else with the pip that is here, else after apt."""
    home = root / UV_HOME
    lock = root / "tools/bootstrap.lock"
    install = (
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        lock,
    )
    shutil.rmtree(home, ignore_errors=True)

    def with_environment() -> None:
        run(sys.executable, "-m", "venv", home, where=root)
        run(home / "bin/python", *install, where=root)

    def with_pip() -> None:
        run(sys.executable, *install, "--target", home, where=root)

    def after_apt() -> None:
        if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
            raise SetupError("this Python has neither venv nor pip: install them (Debian: python3-venv)")
        run("apt-get", "update", "-q", where=root)
        run("apt-get", "install", "-y", "-q", "--no-install-recommends", "python3-venv", where=root)
        with_environment()

    troubles: List[str] = []
    for way in (with_environment, with_pip, after_apt):
        try:
            return way()
        except SetupError as trouble:
            troubles.append(str(trouble))
            shutil.rmtree(home, ignore_errors=True)
    raise SetupError("uv, which installs everything else, could not be installed.\n" + "\n".join(troubles))


def find_python(version: str, env: Mapping[str, str]) -> str:
    """Find `version` among pyenv's, whose shims hide it from uv; otherwise leave the search to uv."""
    pyenv = Path(env.get("PYENV_ROOT") or Path(env.get("HOME", "/")) / ".pyenv") / "versions"
    found = sorted(
        (python for python in pyenv.glob(f"{version}.*/bin/python{version}") if os.access(python, os.X_OK)),
        key=lambda python: [int(part) for part in python.parts[-3].split(".") if part.isdigit()],
    )
    return str(found[-1]) if found else version


def make_python(root: Path) -> None:
    set_up(root, UV)
    uv = root / UV.proof
    python = root / ".venv/bin/python"
    version = (root / ".python-version").read_text().strip()
    env = {**os.environ, "UV_NO_PROGRESS": "1"}
    env.pop("VIRTUAL_ENV", None)
    try:
        run(uv, "venv", "--clear", "--python", find_python(version, env), root / ".venv", where=root, env=env)
    except SetupError as trouble:
        raise SetupError(
            f"Python {version} is neither here nor could it be fetched: install it "
            f"(Debian 13: apt-get install python{version}; elsewhere: pyenv install {version}), "
            f"then run make again.\n{trouble}"
        ) from trouble
    install = (uv, "pip", "install", "--python", python)
    run(*install, "--require-hashes", "-r", root / "requirements.lock", where=root, env=env)
    run(*install, "--no-deps", "--no-build-isolation", "--offline", "-e", root, where=root, env=env)


def make_audit(root: Path) -> None:
    """The tools that list and audit the locked parts, apart from them, so that they never list themselves."""
    set_up(root, UV)
    uv, home = root / UV.proof, root / AUDIT.home
    run(uv, "venv", "--clear", "--python", root / ".venv/bin/python", home, where=root)
    run(uv, "pip", "install", "--python", home / "bin/python", "--require-hashes", "-r", AUDIT.sources[1], where=root)


def make_npm(root: Path) -> None:
    """Install the npm parts with the Node that came with the Python packages; no package runs a script."""
    bin_folder = root / ".venv/bin"
    env = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    run(bin_folder / "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", where=root / "pwa", env=env)


UV = Part("uv, the installer", UV_HOME, ("tools/bootstrap.lock",), f"{UV_HOME}/bin/uv", make_uv)
AUDIT = Part(
    "what lists and audits the parts",
    ".venv-audit",
    (".python-version", "tools/audit.lock"),
    ".venv-audit/bin/cyclonedx-py",
    make_audit,
)
PARTS = (
    Part(
        "Python and its packages",
        ".venv",
        (".python-version", "requirements.lock"),
        ".venv/bin/python",
        make_python,
    ),
    Part(
        "the npm parts",
        "pwa/node_modules",
        ("pwa/package-lock.json", "pwa/package.json"),
        "pwa/node_modules/.package-lock.json",
        make_npm,
    ),
)


def set_up(root: Path, part: Part) -> None:
    if is_done(root, part):
        return
    print(f"setup: {part.what} …", flush=True)
    part.make(root)
    (root / part.home / STAMP).write_text(fingerprint(root, part))


def main() -> int:
    only_python = sys.argv[1:] == ["python"]  # `make lock` runs where the npm lock does not fit yet
    try:
        for part in PARTS[:1] if only_python else PARTS:
            set_up(ROOT, part)
    except SetupError as trouble:
        print(f"setup: {trouble}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
