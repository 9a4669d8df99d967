"""Where a matter comes from (事项来源): the eight kinds of 四(一)–(八) and the many words that staff use for them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from toolkit.domain.item import Item


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of matter.

    name: canonical, one of sheets.SOURCES; clause: "四(五)"; needs: what 五(一) 立项 asks for,
    "批示" (批示人 and 批示日期) or "文号" (a document number, a meeting's or a proposal's number).
    """

    name: str
    clause: str
    needs: Literal["批示", "文号", ""]


BY_NAME: dict[str, Source] = {
    source.name: source
    for source in (
        Source("上级决策部署", "四(一)", "文号"),
        Source("市委市政府部署", "四(二)", "文号"),
        Source("政府工作报告", "四(三)", "文号"),
        Source("民生实事", "四(三)", "文号"),
        Source("政府常务会议", "四(四)", "文号"),
        Source("市长办公会议", "四(四)", "文号"),
        Source("领导批示", "四(五)", "批示"),
        Source("人大代表建议", "四(六)", "文号"),
        Source("政协提案", "四(六)", "文号"),
        Source("市长信箱", "四(七)", "批示"),
        Source("12345热线", "四(七)", "批示"),
        Source("人民来信", "四(七)", "批示"),
        Source("领导要求督办", "四(八)", "批示"),
    )
}

# Tried in this order, the first hit names the source: a 批示 on a letter is 四(七), a 批示 on a paper 四(五);
# what is said of the State Council or the province comes before the city's own meetings and reports.
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words))
    for name, words in (
        ("市长信箱", r"信箱"),
        ("12345热线", r"12345|热线|公开电话"),
        ("人民来信", r"来信|来访|信访"),
        ("领导批示", r"批示|批件|批办|领导交办|市?长交办"),
        ("人大代表建议", r"(?:人大|代表).{0,6}建议|^建议(?:件|办理)?$"),
        ("政协提案", r"提案"),
        ("民生实事", r"实事|惠民项目"),
        ("上级决策部署", r"中央|国务院|国家|国发|国办|中办|省|上级|部委|习近平|总书记"),
        ("政府工作报告", r"工作报告"),
        ("领导要求督办", r"领导.{0,8}要求|要求督办|督办(?:的?其他)?事项|市?长要求"),
        ("市委市政府部署", r"市委|县委|区委"),
        ("政府常务会议", r"常务会|全体(?:\(扩大\))?会议|政府全会"),
        ("市长办公会议", r"[市县区]长办公会|办公会议|专题会|协调会|调度会|会议纪要"),
        ("市委市政府部署", r"[市县区]政府|两办|[市县区](?:级)?重点|重点工作|重大(?:决策|工作)|重要工作部署"),
    )
)
_PARTS = re.compile(r"[、,;/\n]|和|及")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def classify(text: str) -> Source | None:
    """A 事项来源 text -> the kind of matter, None where it is empty, unknown, or names kinds with different rules.

    "市长信箱批示件" is one kind; "批示、常务会议" names two and is left to a person, as is "建议提案" (代表法 limits only 建议).
    Kinds of one clause that share their rules ("常务会议、市长办公会议") are taken by the first.
    """
    plain = unicodedata.normalize("NFKC", text)
    whole = BY_NAME.get(_SPACE.sub("", plain))
    if whole is not None:
        return whole
    found: dict[str, Source] = {}
    for part in _PARTS.split(plain):
        source = _one(_SPACE.sub("", part))
        if source is not None:
            found.setdefault(source.name, source)
    clauses = {source.clause for source in found.values()}
    if len(found) > 1 and clauses not in ({"四(三)"}, {"四(四)"}, {"四(七)"}):
        return None
    return next(iter(found.values()), None)


def source_of(item: Item) -> Source | None:
    """The item's kind of matter by its 事项来源 cell or, where that is empty, by the section row above it."""
    return classify(item.text("事项来源") or item.section)


def _one(part: str) -> Source | None:
    if not part:
        return None
    exact = BY_NAME.get(part)
    if exact is not None:
        return exact
    if "建议" in part and "提案" in part:
        return None
    for name, words in _WORDS:
        if words.search(part):
            return BY_NAME[name]
    return None
