"""From pages to `site/`: styles and script bundled, MkDocs run, and the files that stand beside the pages."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from builder import engine, manifest, pages, policy, precache
from builder.bundle import canonical
from builder.model import Content
from builder.node import esbuild
from builder.pages.app import with_parts
from builder.pages.lookup import Lookup
from builder.pages.render import PageFile, Renderer
from builder.pages.slim import slim
from casebook.words import Words
from rulebook.guide import Guide
from rulebook.schema import case_schema

STYLES_AND_GUIDE = ("pwa/shell/styles/footing.css", "pwa/shell/guide.ts")
TOOL = ("pwa/shell/tool.ts", "pwa/shell/worker.ts")
PRIVACY = ("pwa/shell/privacy.ts",)  # no other page loads it
EARLY = ("pwa/shell/early.ts",)  # stands in the tool's page
OFFLINE = ("pwa/shell/sw.ts",)
HASH_MARK = "[hash]"
FOR_GOOD = "  Cache-Control: public, max-age=31536000, immutable"
HASHED = re.compile(r"[.-]([0-9a-f]{8}|[A-Z2-7]{8})\.")  # as esbuild, Material and builder/engine.py name files
NO_ADDRESS = ("sitemap.xml", "sitemap.xml.gz")  # they need the one address the site is not bound to
RELEASE = "release.json"


def build(content: Content, guide: Guide, root: Path, work: Path, site: Path) -> None:
    """Write the pages to `work/docs` and the finished site to `site`; the same content gives the same bytes."""
    docs = work / "docs"
    shutil.rmtree(docs, ignore_errors=True)
    made = pages.write(content, guide, docs)
    assets = bundle(root, docs / "assets")
    settings = work / "mkdocs.yml"
    settings.write_text(json.dumps(config(content, made, assets, root, work, site), indent=1) + "\n", "utf-8")
    run_mkdocs(settings, content)
    slim(root, work, site, content.lang)
    finish(content, guide, root, site)
    manifest.write(root, site, Words(content.words), content.lang)
    tool(content, guide, root, work, site, next(name for name in assets if name.startswith("worker-")))
    policy.write(site)  # after the last change to a page, before the hashes of the pages are taken
    copy = offline(root, work, site)
    seal(content, guide, site, copy)


def bundle(root: Path, out: Path) -> Sequence[str]:
    """Bundle styles and scripts; each name carries a hash, so that a host may cache it for good."""
    named = f"--entry-names=[name]-{HASH_MARK}"
    esbuild(root, out, STYLES_AND_GUIDE, named)
    esbuild(root, out, (*TOOL, *PRIVACY), named, "--format=esm")
    return sorted(path.name for path in out.iterdir() if re.search(r"-[A-Z0-9]{8}\.(css|js)$", path.name))


def config(
    content: Content, made: Sequence[PageFile], assets: Sequence[str], root: Path, work: Path, site: Path
) -> Mapping[str, object]:
    """What MkDocs needs beyond mkdocs.yml; JSON is YAML."""
    w = Words(content.words)
    order = ["index.md", "steps/index.md", *(f"steps/{page.id}.md" for page in content.checklist.pages)]
    known = {page.file for page in made}
    return {
        "INHERIT": os.path.relpath(root / "mkdocs.yml", work),
        "site_name": w("site.name"),
        "docs_dir": "docs",
        "site_dir": os.path.relpath(site, work),
        "theme": {"custom_dir": os.path.relpath(root / "theme", work), "favicon": icon(root)},
        "nav": [file for file in order if file in known],
        "extra_css": [f"assets/{name}" for name in assets if name.endswith(".css")],
        "extra_javascript": [{"path": f"assets/{name}", "async": True} for name in assets if name.startswith("guide-")],
        "extra": {
            "lang": content.lang,
            "words": {**w.starting("theme."), **w.starting("material.")},
            "tool_script": next((f"assets/{name}" for name in assets if name.startswith("tool-")), ""),
            "privacy_script": next((f"assets/{name}" for name in assets if name.startswith("privacy-")), ""),
            "version_words": w("theme.version", day=w.day(content.as_of)),
        },
    }


def icon(root: Path) -> str:
    """The icon within each page: as a file, browsers ask for it again whenever the "#" of an address changes."""
    return "data:image/svg+xml," + quote((root / "theme" / "icon.svg").read_text("utf-8").strip(), safe="/:=' ")


def run_mkdocs(settings: Path, content: Content) -> None:
    """Run MkDocs with its clock at the day the content was checked; its warnings are errors."""
    noon = datetime(content.as_of.year, content.as_of.month, content.as_of.day, 12, tzinfo=UTC)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(noon.timestamp())), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", str(settings)]
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode:
        raise RuntimeError(f"mkdocs could not build {settings}")


def finish(content: Content, guide: Guide, root: Path, site: Path) -> None:
    """Add the pages and files that MkDocs does not make."""
    for name in NO_ADDRESS:
        (site / name).unlink(missing_ok=True)
    render = Renderer(Lookup(content, guide))
    styles = (root / "pwa" / "shell" / "styles" / "alone.css").read_text("utf-8")
    (site / "404.html").write_text(render.piece("404.html", "404.md", lang=content.lang, styles=styles), "utf-8")
    (site / policy.HEADERS).write_text(_lasting(site), "utf-8")
    schema = site / "schema" / "casebook-1.json"
    schema.parent.mkdir(exist_ok=True)
    schema.write_text(json.dumps(case_schema(guide), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def _lasting(site: Path) -> str:
    """Rules for the host: what carries a hash in its name is never another file, and may be cached for good.

    In some languages search brings word stems without one; then no host is told anything about that folder.
    """
    assets = [path.name for path in (site / "assets").rglob("*") if path.is_file()]
    folders = ("assets", "engine") if all(map(HASHED.search, assets)) else ("engine",)
    return "".join(f"/{folder}/*\n{FOR_GOOD}\n" for folder in folders)


def tool(content: Content, guide: Guide, root: Path, work: Path, site: Path, worker: str) -> None:
    """Write the engine, and tell the tool's page where its parts are."""
    made = engine.write(root, site, {content.lang: canonical(guide)})
    page = site / "app" / "index.html"
    parts = {
        "engine": f"../{made.folder}",
        "app": f"../{made.app}",
        "worker": f"../assets/{worker}",
        "sw": f"../{precache.WORKER}",
        "lang": content.lang,
        "release": f"{guide.version}.{Path(made.app).stem}",
        "sizes": made.sizes,
        "info": made.info,
    }
    esbuild(root, work, EARLY)
    early = (work / "early.js").read_text("utf-8")
    page.write_text(with_parts(page.read_text("utf-8"), parts, early), "utf-8")


def offline(root: Path, work: Path, site: Path) -> str:
    """Write the service worker with the list of everything it keeps; returns the name of that copy."""
    esbuild(root, work, OFFLINE)
    return precache.write(site, (work / precache.WORKER).read_text("utf-8"))


def seal(content: Content, guide: Guide, site: Path, copy: str) -> None:
    """Name the release by a hash over every other file; `copy` is what a device calls this release once it keeps it."""
    release = {"version": version(content), "rules": guide.version, "copy": copy, "sha256": site_hash(site)}
    (site / RELEASE).write_text(json.dumps(release, indent=1) + "\n", "utf-8")


def version(content: Content) -> str:
    """The top entry of the change log is the version."""
    return content.releases[0].version if content.releases else content.as_of.isoformat()


def site_hash(site: Path) -> str:
    """One hash over the path and the bytes of every file but the release itself."""
    total = hashlib.sha256()
    for path in sorted(site.rglob("*"), key=lambda path: path.relative_to(site).as_posix()):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name != RELEASE:
            total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def promised_hash(site: Path) -> str | None:
    """The hash that the release itself names; None where no release is there."""
    path = site / RELEASE
    return str(json.loads(path.read_text("utf-8")).get("sha256")) if path.is_file() else None
