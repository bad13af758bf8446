#!/usr/bin/env python3
"""The one door for whoever works on gigadesk: `python3 dev.py --help`.

Standard library only, the same on Linux and Windows. Each step installs what it needs first and is quick the second
time. Nothing is installed outside .venv but system packages, and those only as root or after asking.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

if sys.version_info < (3, 11):
    sys.exit(f"dev.py: Python 3.11 or newer is needed; this is {sys.version.split()[0]}")

import tomllib

ROOT: Final = Path(__file__).resolve().parent
VENV: Final = ROOT / ".venv"
BUILD: Final = ROOT / "build"
SCRIPTS: Final = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX: Final = ".exe" if os.name == "nt" else ""
STAMP: Final = VENV / "installed.json"
LOCKS: Final = {"runtime": ROOT / "requirements" / "runtime.txt", "dev": ROOT / "requirements" / "dev.txt"}
PROGRAM: Final = "千兆城市创建工作台"

# Debian's packages that a step needs, and what stays undone without them.
TEST_PACKAGES: Final = {
    "libreoffice-calc": "tests marked libreoffice",
    "fonts-wqy-microhei": "tests marked libreoffice",  # else it prints Chinese as boxes
    "poppler-utils": "tests marked poppler",
    "default-jre-headless": "tests marked preflight",
    "libpdfbox2-java": "tests marked preflight",
    "libcommons-logging-java": "tests marked preflight",
    "libactivation-java": "tests marked preflight",
    "libjaxb-api-java": "tests marked preflight",
}
BUNDLE_PACKAGES: Final = {"binutils": "the bundle", "libpython3.11": "the bundle"}

# What share of a layer's branches the tests must reach, in percent.
COVERAGE: Final = {"domain": 100, "services": 100, "storage": 100, "exchange": 90, "reports": 90, "*.py": 90}

# Steps that run another tool, and the tool that further words are for.
PASSING_ON: Final = {
    "run": ("run the program", "gigadesk"),
    "test": ("run the tests", "pytest"),
    "bench": ("run the benchmarks", "pytest"),
}


class Failure(Exception):
    """A step failed, and the reason is one sentence."""


def say(text: str) -> None:
    print(f"dev.py: {text}", flush=True)


def run(*command: str | Path, quiet: bool = False, called: str = "") -> None:
    """Runs a command in the project's root and stops everything if it fails."""
    words = [str(word) for word in command]
    if not quiet:
        say("$ " + " ".join(word.removeprefix(f"{ROOT}{os.sep}") for word in words))
    env = {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(words, cwd=ROOT, env=env, check=False)
    if done.returncode:
        raise Failure(f"{called or Path(words[0]).name} ended with code {done.returncode}")


def tool(name: str) -> Path:
    return SCRIPTS / f"{name}{SUFFIX}"


# System packages


def debian_has(package: str) -> bool:
    query = ["dpkg-query", "-W", "-f", "${Status}", package]
    found = subprocess.run(query, capture_output=True, text=True, check=False)
    return found.stdout == "install ok installed"


def as_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def allowed(line: str, *, yes: bool) -> bool:
    """Root installs without a question; anybody else is asked, if somebody is there to answer."""
    if yes or as_root():
        return True
    if not sys.stdin.isatty():
        return False
    return input(f"dev.py: run “{line}”? [y/N] ").strip().lower() in {"y", "yes"}


def apt_install(missing: list[str], *, yes: bool) -> bool:
    root = [] if as_root() else ["sudo"]
    install = [*root, "apt-get", "install", "-y", "--no-install-recommends", *missing]
    line = " ".join(install)
    if not shutil.which(install[0]) or not allowed(line, yes=yes):
        say(f"not installed; to do it by hand: {line}")
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    listed = subprocess.run(["apt-cache", "show", *missing], capture_output=True, check=False).returncode == 0
    for fresh in (False, True) if listed else (True,):
        if fresh:
            subprocess.run([*root, "apt-get", "update"], env=env, check=False)
        say(f"$ {line}")
        if subprocess.run(install, env=env, check=False).returncode == 0:
            return True
    return False


def need_system(packages: dict[str, str], *, yes: bool) -> bool:
    """Installs the Debian packages that are missing, or says what will be left undone without them."""
    if os.name == "nt":
        return True
    if not shutil.which("dpkg-query"):
        say("not Debian; needed from your system, by Debian's names: " + " ".join(packages))
        return True
    missing = [package for package in packages if not debian_has(package)]
    if not missing:
        return True
    if apt_install(missing, yes=yes):
        return True
    undone = sorted({packages[package] for package in missing})
    say(f"without {', '.join(missing)} these are left out: {', '.join(undone)}")
    return False


# .venv


def home() -> str:
    """What a .venv cannot survive the change of: scripts in it name its folder, and it is made for one Python."""
    return f"{ROOT} {sys.base_prefix} {sys.version_info[:2]}"


def fingerprint(kind: str) -> str:
    """Changes when .venv has to be installed anew; a changed setting of a tool does not count."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = json.dumps([project["project"], project["build-system"], project["tool"]["hatch"]], sort_keys=True)
    return hashlib.sha256(LOCKS[kind].read_bytes() + told.encode()).hexdigest()


def installed() -> dict[str, str]:
    """What the last setup left in .venv; nothing if it did not finish or was made elsewhere."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if tool("python").exists() and stamp.get("home") == home() else {}


def setup(*, dev: bool, yes: bool) -> None:
    """Makes .venv from the hashed lock file, with gigadesk itself in it."""
    stamp = installed()
    kind = "dev" if dev or "dev" in stamp else "runtime"
    if stamp.get(kind) == fingerprint(kind):
        return
    say(f"setting up {VENV}")
    if not stamp:
        if importlib.util.find_spec("ensurepip") is None and not need_system({"python3-venv": ".venv"}, yes=yes):
            raise Failure("without Python's venv and ensurepip there is no .venv")
        run(sys.executable, "-m", "venv", "--clear", VENV)
    STAMP.unlink(missing_ok=True)
    pip = (tool("python"), "-m", "pip", "install", "--quiet")
    run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCKS[kind])
    run(*pip, "--no-deps", "--no-build-isolation", "-e", ROOT)
    kinds = ["runtime", "dev"] if kind == "dev" else ["runtime"]
    STAMP.write_text(json.dumps({"home": home()} | {each: fingerprint(each) for each in kinds}), encoding="utf-8")


# Steps


def demo() -> None:
    """A fresh demonstration workbook and its assessment report, both in build/."""
    workbook, report = BUILD / "示例台账.gigadesk", BUILD / "自评报告（示例）.pdf"
    BUILD.mkdir(exist_ok=True)
    for old in (workbook, workbook.with_name(f"{workbook.name}-journal"), report):
        old.unlink(missing_ok=True)
    run(tool("gigadesk"), "demo", workbook)
    run(tool("gigadesk"), "report", workbook, "assessment", "--out", report)
    print(f"示例台账：{workbook}\n自评报告：{report}", flush=True)


def pytest(*arguments: str) -> None:
    run(tool("python"), "-m", "pytest", *arguments, called="pytest")


def suite(*arguments: str) -> None:
    """The tests, but for benchmarks and trials, on all cores."""
    pytest("-n", "auto", "--benchmark-disable", *arguments)


def coverage() -> None:
    """The tests once more, counting branches; each layer has its own least share."""
    for old in ROOT.glob(".coverage*"):
        old.unlink()
    suite("-q", "--cov", "--cov-report=")
    short = []
    for layer, least in COVERAGE.items():
        files = f"gigadesk/{layer}" if layer.endswith(".py") else f"gigadesk/{layer}/*"
        say(f"coverage of {files}, at least {least} %")
        try:
            run(tool("coverage"), "report", f"--include={files}", f"--fail-under={least}", quiet=True)
        except Failure:
            short.append(files)
    if short:
        raise Failure("too little covered by tests: " + ", ".join(short))


def check(*, quick: bool) -> None:
    """Everything that must hold before a change is taken; names all that fails, not only the first."""
    python = tool("python")
    steps: dict[str, list[str | Path]] = {
        "format": [tool("ruff"), "format", "--check", "."],
        "lint": [tool("ruff"), "check", "."],
        "types": [python, "-m", "mypy"],
        "imports": [tool("lint-imports")],
    }
    failed = [] if locks_are_current() else ["locks (run dev.py lock)"]
    for name, command in steps.items():
        try:
            run(*command)
        except Failure:
            failed.append(name)
    if not quick:
        try:
            coverage()
        except Failure as failure:
            failed.append(str(failure))
    if failed:
        raise Failure("check: " + "; ".join(failed))
    say("check: all good")


def bundle(*, yes: bool) -> None:
    """The one-folder program in dist/, which then has to pass its own self-check."""
    need_system(BUNDLE_PACKAGES, yes=yes)
    spec = ROOT / "build_installer.spec"
    run(tool("pyinstaller"), "--noconfirm", "--log-level=WARN", "--workpath", BUILD / "pyinstaller", spec)
    program = ROOT / "dist" / PROGRAM / f"{PROGRAM}{SUFFIX}"
    run(program, "--self-check")
    size = sum(file.stat().st_size for file in program.parent.rglob("*") if file.is_file() and not file.is_symlink())
    say(f"{program.parent} ({size / 1e6:.0f} MB)")


# Lock files


def asked() -> str:
    """What the lock files answer; their first line holds this, so that an outdated one is noticed without a network."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [project["project"]["dependencies"], project["project"]["requires-python"], project["dependency-groups"]]
    digest = hashlib.sha256(json.dumps([*wanted, project["build-system"]], sort_keys=True).encode()).hexdigest()
    return f"# Made by `python3 dev.py lock`; do not edit. It answers {digest[:16]} in pyproject.toml.\n"


def locks_are_current() -> bool:
    return all(lock.read_text(encoding="utf-8").startswith(asked()) for lock in LOCKS.values())


def lock(*, upgrade: bool) -> None:
    """Makes the lock files anew; what is locked stays as it is unless it has to change or an upgrade is asked for."""
    # No settings of this machine: a registry address or a folder of its own must not get into the files.
    common = ["--no-config", "--quiet", "--universal", "--generate-hashes", "--no-header", "--no-annotate"]
    common += ["--python-version", "3.11", *(["--upgrade"] if upgrade else [])]
    for kind, more in {"runtime": ["--group", "build"], "dev": ["--group", "dev", "-c", str(LOCKS["runtime"])]}.items():
        run(tool("uv"), "pip", "compile", *common, *more, "-o", LOCKS[kind], "pyproject.toml")
        text = LOCKS[kind].read_text(encoding="utf-8")
        if "://" in text or "--find-links" in text:
            raise Failure(f"an address got into {LOCKS[kind].name}")
        LOCKS[kind].write_text(asked() + text, encoding="utf-8", newline="\n")


# The command line


def arguments(words: list[str]) -> argparse.Namespace:
    """Reads our own words; what comes after them goes as it is to the tool that a step of PASSING_ON runs."""
    own = len(words)
    if words and words[0] in PASSING_ON:
        own = next((i for i, word in enumerate(words) if i and word not in {"--yes", "-h", "--help"}), own)
    parser = argparse.ArgumentParser(prog="dev.py", description=str(__doc__).partition("\n\n")[2])
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")

    def step(name: str, text: str) -> argparse.ArgumentParser:
        added = steps.add_parser(name, help=text, description=text)
        added.add_argument("--yes", action="store_true", help="install missing system packages without asking")
        return added

    step("setup", "make .venv with gigadesk in it").add_argument(
        "--dev", action="store_true", help="with the tools for working on it"
    )
    step("demo", "build a demonstration workbook and its assessment report in build/")
    for name, (text, told) in PASSING_ON.items():
        step(name, f"{text}; what follows is for {told}")
    step("check", "format, lint, types, imports, lock files, coverage").add_argument(
        "--quick", action="store_true", help="without running the tests for their coverage"
    )
    step("bundle", "build the one-folder program in dist/ and let it check itself")
    step("lock", "make the lock files anew").add_argument("--upgrade", action="store_true", help="take newer versions")
    read = parser.parse_args(words[:own])
    read.rest = words[own + 1 :] if words[own : own + 1] == ["--"] else words[own:]
    return read


def take(step: argparse.Namespace) -> None:
    name, yes = step.step, step.yes
    setup(dev=name not in {"demo", "run", "setup"} or getattr(step, "dev", False), yes=yes)
    if name in {"test", "check"} and not getattr(step, "quick", False):
        need_system(TEST_PACKAGES, yes=yes)
    if name == "setup":
        say(f"ready: {tool('gigadesk')}")
    elif name == "demo":
        demo()
    elif name == "run":
        run(tool("gigadesk"), *step.rest, quiet=True)
    elif name == "test":
        suite(*step.rest)
    elif name == "check":
        check(quick=step.quick)
    elif name == "bench":
        pytest("-s", "tests/benchmarks", *step.rest)
    elif name == "bundle":
        bundle(yes=yes)
    elif name == "lock":
        lock(upgrade=step.upgrade)


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        take(arguments(sys.argv[1:]))
    except Failure as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
