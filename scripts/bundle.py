"""A folder for a machine without a network: wheels of the toolkit and of all that it needs, and the scripts that install them.

python scripts/bundle.py [FOLDER] [--python 3.11 3.12 3.13]

For Windows (64 bit) with each of these Pythons, and for the machine and the Python on which it runs. The packages come from
wherever this machine's pip is told to fetch them.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ("setup.bat", "scripts/setup.ps1", "scripts/install.sh", "docs/使用手册.md", "docs/管理员.md", "LICENSE")
PYTHONS = ("3.11", "3.12", "3.13")


def pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default="dist/duban-bundle")
    parser.add_argument("--python", nargs="*", default=PYTHONS, help="Pythons on Windows; none: this machine alone")
    chosen = parser.parse_args()
    folder = Path(chosen.folder)
    wheels = folder / "wheels"
    shutil.rmtree(folder, ignore_errors=True)
    wheels.mkdir(parents=True)
    pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    [own] = wheels.glob("duban_toolkit-*.whl")
    print(f"{own.name}: this machine ...")
    pip("download", "--dest", str(wheels), "--only-binary", ":all:", str(own))
    for version in chosen.python:
        print(f"Windows, Python {version} ...")
        platform = ("--platform", "win_amd64", "--python-version", version, "--implementation", "cp", "--only-binary", ":all:")
        pip("download", "--dest", str(wheels), *platform, *windows_needs(str(own), version))
    for name in SCRIPTS:
        source = ROOT / name
        if source.exists():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    size = sum(file.stat().st_size for file in wheels.iterdir())
    print(f"{folder}: {len(list(wheels.iterdir()))} wheels, {size >> 20} MB")


def windows_needs(own: str, version: str) -> list[str]:
    """The toolkit, and what it needs on Windows or on an older Python alone: pip reads such markers by the machine and the Python
    on which it runs itself."""
    return [
        own,
        "colorama",
        "pywin32",
        "pywin32-ctypes",
        *(["backports.tarfile", "importlib-metadata"] if version == "3.11" else []),
    ]


if __name__ == "__main__":
    main()
