"""Where the data that comes with the package lies: in the wheel, or at the top of a source tree."""

from __future__ import annotations

from pathlib import Path

from toolkit.domain.errors import SetupError

_PACKAGE = Path(__file__).resolve().parents[1]
_PLACES = (_PACKAGE / "shipped", _PACKAGE.parent)


def shipped(*parts: str) -> Path:
    """A file or folder that comes with the package: shipped("workbooks", "督查台账.xlsx").

    Raises SetupError where the installation is not whole.
    """
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    raise SetupError(f"安装不完整，缺少“{'/'.join(parts)}”，请重新安装督办工具")
