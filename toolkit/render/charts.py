"""Charts as PNG bytes, drawn by matplotlib so that they can be told apart in black and white."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Mapping
from functools import lru_cache

from toolkit.domain.papers.overview import Chart

FONTS: tuple[str, ...] = (
    "FangSong", "SimSun", "STFangsong", "STSong", "Songti SC", "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif CJK JP",
    "SimHei", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "Droid Sans Fallback", "AR PL UMing CN",
)  # fmt: skip
"""Chinese fonts, those of official papers first; matplotlib knows a collection (.ttc) by its first face."""
NO_FONT = "这台电脑没有找到中文字体（宋体、仿宋、黑体等），文中的图没有画：请安装中文字体后再编一次，表格中的数字是完整的"

WIDTH_MM = 156
_BAR_MM = 5.8
_BAR = 0.74
_AROUND_MM = 22
_LOOKS: tuple[Mapping[str, str], ...] = (
    {"facecolor": "#ffffff", "hatch": ""},
    {"facecolor": "#d9d9d9", "hatch": "////"},
    {"facecolor": "#1a1a1a", "hatch": ""},
    {"facecolor": "#ffffff", "hatch": "...."},
)
"""White, grey hatched, black, dotted: clear on a black and white printer and on a photocopy."""
_LIGHT_ON = "#1a1a1a"


def draw(chart: Chart, width: float = WIDTH_MM) -> bytes | None:
    """A chart -> PNG at 200 dpi, the same bytes for the same chart; None where there is no Chinese font. width: in mm, 156 on paper."""
    font = chinese_font()
    if font is None:
        return None
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.ticker import MaxNLocator

    height = _AROUND_MM + _BAR_MM * len(chart.labels)
    figure = Figure(figsize=(width / 25.4, height / 25.4), dpi=200)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    text, small = FontProperties(family=font, size=10.5), FontProperties(family=font, size=8.5)
    places = range(len(chart.labels))
    starts = [0] * len(chart.labels)
    for look, (name, values) in zip(_LOOKS, chart.series.items(), strict=False):
        axes.barh(places, values, left=starts, height=_BAR, edgecolor="#000000", linewidth=0.7, label=name, **look)  # type: ignore[arg-type]
        for place, start, value in zip(places, starts, values, strict=True):
            if value:
                colour = "#ffffff" if look["facecolor"] == _LIGHT_ON else "#000000"
                box = {"facecolor": look["facecolor"], "edgecolor": "none", "pad": 1.4} if look["hatch"] else None
                axes.text(
                    start + value / 2,
                    place,
                    str(value),
                    ha="center",
                    va="center",
                    color=colour,
                    fontproperties=small,
                    bbox=box,
                    parse_math=False,
                )
        starts = [start + value for start, value in zip(starts, values, strict=True)]
    axes.set_yticks(list(places), chart.labels, fontproperties=text, parse_math=False)
    axes.set_ylim(len(chart.labels) - 0.4, -0.6)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    for label in axes.get_xticklabels():
        label.set_fontproperties(small)
    axes.set_xlim(0, max([*starts, 1]) * 1.04)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel("件", fontproperties=small, loc="right", labelpad=1)
    figure.legend(
        loc="upper center",
        ncols=len(chart.series),
        prop=text,
        frameon=False,
        bbox_to_anchor=(0.5, 1.0),
        handlelength=1.6,
        columnspacing=1.2,
    )
    around = _AROUND_MM / height
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a rare character that the font lacks is drawn as a box
        canvas.draw()  # type: ignore[no-untyped-call]
        extent = (
            max(label.get_window_extent().width for label in axes.get_yticklabels()) / figure.bbox.width if chart.labels else 0.1
        )
        axes.set_position((extent + 0.03, around * 0.5, 0.95 - extent, 1 - around * 0.98))
        out = io.BytesIO()
        canvas.print_png(out, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return out.getvalue()


@lru_cache(maxsize=1)
def chinese_font() -> str | None:
    """The first of FONTS that this machine has; None where it has none."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells staff in English that it looks for fonts
    from matplotlib import font_manager

    known = {each.name for each in font_manager.fontManager.ttflist}
    return next((name for name in FONTS if name in known), None)
