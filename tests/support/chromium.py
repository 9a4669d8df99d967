"""Mails as a reader sees them: pages in headless Chromium, each in a frame of a given width, measured and photographed."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from toolkit.domain.mailing.letter import Letter

_MEASURE = """
function measure(frame) {
  const page = frame.contentDocument, root = page.documentElement, found = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, text = node.data.trim();
    if (!text) continue;
    const range = page.createRange(), style = frame.contentWindow.getComputedStyle(node.parentElement);
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      found.push({text, left: box.left, right: box.right, size: parseFloat(style.fontSize), shown: style.visibility === "visible" && box.height > 0});
  }
  const pictures = [...page.images].map(each => ({right: each.getBoundingClientRect().right, loaded: each.naturalWidth > 0}));
  return {width: root.clientWidth, needs: root.scrollWidth, height: root.scrollHeight, said: page.body.innerText, texts: found, pictures};
}
addEventListener("load", () => {
  const told = [...document.querySelectorAll("iframe")].map(measure);
  document.getElementById("told").textContent = JSON.stringify(told);
});
"""
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run", "--disable-dev-shm-usage", "--force-device-scale-factor=1",
)  # fmt: skip


@dataclass(frozen=True)
class Box:
    """A line of text as it is laid out, in CSS pixels of its frame."""

    text: str
    left: float
    right: float
    size: float
    shown: bool


@dataclass(frozen=True)
class Seen:
    """A page in a frame. needs: the width that it would need; said: what can be read on it; pictures: (right edge, loaded);
    picture: a photograph of all of it."""

    width: int
    needs: int
    height: int
    said: str
    boxes: tuple[Box, ...]
    pictures: tuple[tuple[float, bool], ...]
    picture: Image.Image


def missing() -> str:
    """Why Chromium cannot be run here, "" where it can."""
    return "" if shutil.which("chromium") else "Chromium (chromium) is not installed"


def look(letters: Sequence[Letter], width: int) -> list[Seen]:
    """Every letter's page, in order, in a frame of that width."""
    pages = [_whole(letter) for letter in letters]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dumped = _run(folder, _frames(pages, width, [100] * len(pages)), "--dump-dom").decode()
        told = re.search(r'<pre id="told"[^>]*>(.*?)</pre>', dumped, re.DOTALL)
        assert told, "the script has not run"
        measured = json.loads(html.unescape(told[1]))
        heights = [each["height"] for each in measured]
        target = folder / "seen.png"
        _run(
            folder, _frames(pages, width, heights), f"--screenshot={target}", f"--window-size={width * len(pages)},{max(heights)}"
        )
        whole = Image.open(target).convert("RGB")
    seen = []
    for place, each in enumerate(measured):
        picture = whole.crop((place * width, 0, (place + 1) * width, each["height"]))
        boxes, pictures = tuple(Box(**box) for box in each["texts"]), tuple((p["right"], p["loaded"]) for p in each["pictures"])
        seen.append(Seen(each["width"], each["needs"], each["height"], each["said"], boxes, pictures, picture))
    return seen


def _whole(letter: Letter) -> str:
    """The page with its pictures inside, as a mail program puts them in."""
    page = letter.html
    for inset in letter.insets:
        page = page.replace(f"cid:{inset.cid}", f"data:{inset.kind};base64,{b64encode(inset.content).decode()}")
    return page


def _frames(pages: Sequence[str], width: int, heights: Sequence[int]) -> str:
    """One page with all of them side by side: a window of Chromium's has a least width, a frame has none."""
    frames = "".join(
        f'<iframe srcdoc="{html.escape(page)}" style="border:0;position:absolute;left:{place * width}px;top:0;'
        f'width:{width}px;height:{height}px"></iframe>'
        for place, (page, height) in enumerate(zip(pages, heights, strict=True))
    )
    return f'<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">{frames}<pre id="told" hidden></pre><script>{_MEASURE}</script>'


def _run(folder: Path, page: str, *options: str) -> bytes:
    path = folder / "frames.html"
    path.write_text(page, "utf-8")
    command = ["chromium", *_OPTIONS, f"--user-data-dir={folder}/profile", *options, path.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, timeout=180).stdout
