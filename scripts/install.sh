#!/bin/sh
# Installs the toolkit from the wheels beside this script, without a network: install.sh [folder of the workspace]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-"$HOME/duban"}
for python in python3 python3.14 python3.13 python3.12 python3.11; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break || python=
done
[ -n "$python" ] || { echo "没有找到 Python 3.11 或更高版本，请先安装。(Python 3.11 or newer is needed.)" >&2; exit 1; }
mkdir -p "$folder"
[ -x "$folder/.venv/bin/python" ] || "$python" -m venv "$folder/.venv"
"$folder/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" --upgrade duban-toolkit
"$folder/.venv/bin/duban" --version
echo "装好了：先运行 cd \"$folder\"，再运行 .venv/bin/duban setup；想直接输入 duban 的，每次先运行 . .venv/bin/activate"
