"""One editing of a package: parts are opened when asked for, changed in memory, and written together."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.domain.errors import NotALedger
from toolkit.ledger.package import workbook as wb
from toolkit.ledger.package.container import Content
from toolkit.ledger.package.ownfill import HEADER_FILL
from toolkit.ledger.package.sheetpart import SheetPart
from toolkit.ledger.package.styles import Styles
from toolkit.ledger.package.workbook import NameKey, SheetRef, WorkbookPart

_GRID, _INK = "BFBFBF", '<sz val="10"/><color rgb="FF262626"/><name val="宋体"/><charset val="134"/>'
_MIDDLE = 'horizontal="center" vertical="center" wrapText="1"'
_LEFT = 'horizontal="left" vertical="center" wrapText="1"'


@dataclass(frozen=True, slots=True)
class Look:
    """Cell format numbers of everything the toolkit writes, and the rule formats of the lights."""

    header: int
    text: int
    line: int
    center: int
    date: int
    note: int
    link: int
    entry: int
    solid: dict[str, int]
    tint: dict[str, int]


class Session:
    """Edits of one workbook. Nothing is written until `finish()`, which gives the new file's bytes."""

    def __init__(self, workbook: WorkbookPart) -> None:
        self.workbook = workbook
        self.names: dict[NameKey, str | None] = {}
        self.recalculate = False
        """Whether programs shall work out every formula anew when they open the file."""
        self.changed: dict[str, bytes] = {}
        self._sheets: dict[str, SheetPart] = {}
        self._added: list[tuple[str, bytes]] = []
        self._removed: list[SheetRef] = []
        self._dropped: list[tuple[str, str]] = []

    @cached_property
    def styles(self) -> Styles:
        part = self.workbook.related("styles")
        if part is None:
            raise NotALedger("工作簿缺少样式部件：请用Excel打开并另存为.xlsx再试")
        return Styles(self.workbook.package.read(part))

    @cached_property
    def look(self) -> Look:
        s = self.styles
        ink, white = s.font(_INK), s.font('<b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="宋体"/><charset val="134"/>')
        grey = s.font('<sz val="10"/><color rgb="FF7F7F7F"/><name val="宋体"/><charset val="134"/>')
        blue = s.font('<u/><sz val="10"/><color rgb="FF0563C1"/><name val="宋体"/><charset val="134"/>')
        bold = s.font('<b/><sz val="10"/><color rgb="FF262626"/><name val="宋体"/><charset val="134"/>')
        teal, pale, border = s.fill(HEADER_FILL), s.fill("E2EFDA"), s.border(_GRID)
        day = s.number_format("yyyy-mm-dd")
        return Look(
            header=s.cell(font=white, fill=teal, border=border, align=_MIDDLE),
            text=s.cell(font=ink, fill=0, border=border, align=_LEFT, quote=True),
            line=s.cell(font=ink, fill=0, border=border, align='horizontal="left" vertical="center"', quote=True),
            center=s.cell(font=ink, fill=0, border=border, align=_MIDDLE),
            date=s.cell(
                font=ink, fill=0, border=border, number=day, align='horizontal="center" vertical="center" shrinkToFit="1"'
            ),
            note=s.cell(font=grey, fill=0, border=0, align='horizontal="left" vertical="center" wrapText="1"'),
            link=s.cell(font=blue, fill=0, border=border, align=_LEFT, quote=True),
            entry=s.cell(font=bold, fill=pale, border=border, align=_MIDDLE),
            solid={
                "红": s.rule(fill="D93025", font="FFFFFF", bold=True),
                "黄": s.rule(fill="FFC000", font="3F3F3F", bold=True),
                "绿": s.rule(fill="4CAF50", font="FFFFFF", bold=True),
                "灰": s.rule(fill="7F7F7F", font="FFFFFF"),
            },
            tint={
                "红": s.rule(fill="FDE0DD"),
                "黄": s.rule(fill="FFF3CC"),
                "灰": s.rule(fill="EDEDED", font="7F7F7F"),
            },
        )

    def sheet(self, name: str) -> SheetPart:
        """The worksheet part of a sheet, opened once."""
        found = self.workbook.sheet(name)
        if found is None or not found.worksheet:
            raise NotALedger(f"工作簿中没有工作表“{name}”")
        if found.part not in self._sheets:
            self._sheets[found.part] = SheetPart(self.workbook.package.read(found.part), found.part)
        return self._sheets[found.part]

    def index(self, name: str) -> int:
        """The position by which local names refer to a sheet."""
        return next(i for i, ref in enumerate(self.workbook.sheets) if ref.name == name)

    def part(self, name: str) -> bytes:
        """Any other part as edited so far."""
        return self.changed.get(name) or self.workbook.package.read(name)

    def add_sheet(self, name: str, xml: bytes) -> None:
        self._added.append((name, xml))

    def replace_sheet(self, name: str, xml: bytes) -> None:
        found = self.workbook.sheet(name)
        assert found is not None
        self.changed[found.part] = xml

    def remove_sheet(self, name: str) -> None:
        found = self.workbook.sheet(name)
        if found is not None:
            self._removed.append(found)

    def drop_part(self, rel_id: str, part: str) -> None:
        """Takes out a part of the workbook (by its relation) that programs build anew."""
        if (rel_id, part) not in self._dropped:
            self._dropped.append((rel_id, part))

    def finish(self) -> bytes:
        """The new file; the old bytes where nothing changed at all."""
        book, package = self.workbook, self.workbook.package
        changed: dict[str, Content] = dict(self.changed)
        removed = self._drop_parts()
        rels, added = self._add_parts(changed)
        gone = [ref.rel_id for ref in self._removed] + [rel_id for rel_id, _ in self._dropped]
        if gone:
            path = wb.rels_path(book.part)
            rels = wb.without_relations(rels or package.read(path), path, gone)
        if rels:
            changed[wb.rels_path(book.part)] = rels
        if added or removed:
            types = "[Content_Types].xml"
            changed[types] = wb.with_content_types(package.read(types), [part for _, part, _, _ in added], removed)
        styles = book.related("styles")
        if "styles" in self.__dict__ and styles is not None:
            changed[styles] = self.styles.edited()
        changed[book.part] = book.edited(
            self.names, [(name, number, rel) for name, _, number, rel in added], self._removed, recalculate=self.recalculate
        )
        changed = {n: c for n, c in changed.items() if n not in package or c != package.read(n)}
        for part_name, sheet in self._sheets.items():
            if part_name not in changed and (new := sheet.edited()) is not None:
                changed[part_name] = new
        return package.rewrite(changed, removed) if changed or removed else package.data

    def _add_parts(self, changed: dict[str, Content]) -> tuple[bytes | None, list[tuple[str, str, int, str]]]:
        book, rels = self.workbook, None
        ids = [rel_id for rel_id, _, _ in wb.relations(book.package, book.part)]
        number = max((ref.sheet_id for ref in book.sheets), default=0)
        added = []
        for name, xml in self._added:
            number += 1
            rel_id = wb.free_rel_id(ids)
            ids.append(rel_id)
            part = self._free_part(changed)
            changed[part] = xml
            rels = wb.with_relation(book.package, book.part, rels, rel_id, "worksheet", "/" + part)
            added.append((name, part, number, rel_id))
        return rels, added

    def _free_part(self, changed: Mapping[str, Content]) -> str:
        folder = posixpath.join(posixpath.dirname(self.workbook.part), "worksheets")
        taken = {name.casefold() for name in (*self.workbook.package.infos, *changed)}
        number = 1
        while f"{folder}/sheet{number}.xml".casefold() in taken:
            number += 1
        return f"{folder}/sheet{number}.xml"

    def _drop_parts(self) -> set[str]:
        """What goes: removed sheets, and what only they need (printer settings, comments)."""
        package, removed = self.workbook.package, {part for _, part in self._dropped}
        waiting = [ref.part for ref in self._removed]
        if not waiting:
            return removed
        needed = self._needed_by()
        while waiting:
            part = waiting.pop()
            path = wb.rels_path(part)
            removed |= {part, path} & package.infos.keys()
            for _, _, each in wb.relations(package, part):
                if each in package and each not in removed and needed and needed[each] <= removed:
                    waiting.append(each)
        return removed

    def _needed_by(self) -> dict[str, set[str]]:
        """Part -> the relations parts that name it; {} where one cannot be read: then nobody knows what is still needed."""
        package, needed = self.workbook.package, dict[str, set[str]]()
        for path in package.infos:
            if path.endswith(".rels") and "_rels/" in path:
                try:
                    named = wb.relations(package, wb.part_of_rels(path))
                except NotALedger:
                    return {}
                for _, _, part in named:
                    needed.setdefault(part, set()).add(path)
        return needed
