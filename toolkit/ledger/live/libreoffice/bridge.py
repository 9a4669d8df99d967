"""The way into a running LibreOffice: python3-uno, and the pipe on which it listens."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from toolkit.domain.errors import SetupError

_PLACES = (Path("/usr/lib/python3/dist-packages"), Path("/usr/lib64/python3/site-packages"))
"""Where distributions put python3-uno, which pip does not have: outside of a virtual environment."""
_LOOKS, _PAUSE = 40, 0.25


def uno() -> Any:
    """The uno module; SetupError where this Python cannot load it."""
    known = list(sys.path)
    sys.path += [str(place) for place in _PLACES if place.is_dir() and str(place) not in known]
    try:
        import uno as module
    except ImportError as missing:
        raise SetupError("缺少python3-uno，连不上LibreOffice：请安装系统的python3-uno，并使用同一版本的Python") from missing
    finally:
        sys.path[:] = known
    return module


def connect(pipe: str, looks: int = _LOOKS) -> Any:
    """The desktop of the LibreOffice that listens on a pipe. Raises SetupError where none does after `looks` tries."""
    local = uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(looks):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception as refused:  # pyuno's exceptions are made at run time and share no base of their own
            if "NoConnectException" not in type(refused).__name__:
                raise
            time.sleep(_PAUSE)
    raise SetupError("连不上LibreOffice：请关闭后重新打开台账，再按一次按钮")
