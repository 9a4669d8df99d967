"""One editing of a package: parts are opened when asked for, changed in memory, and written together."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.domain.errors import NotALedger
from toolkit.ledger.package import charts
from toolkit.ledger.package import workbook as wb
from toolkit.ledger.package.charts import BarChart
from toolkit.ledger.package.container import Content
from toolkit.ledger.package.ownfill import HEADER_FILL
from toolkit.ledger.package.sheetpart import SheetPart
from toolkit.ledger.package.styles import Styles
from toolkit.ledger.package.workbook import NameKey, SheetRef, WorkbookPart
from toolkit.ledger.package.xmlscan import Tree

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
        self._added: list[tuple[str, bytes, Sequence[BarChart]]] = []
        self._removed: list[SheetRef] = []
        self._dropped: list[tuple[str, str]] = []
        self._strings: Tree | None = None

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
            ready = self.workbook.opened.pop(found.part, None)
            self._sheets[found.part] = ready or SheetPart(self.workbook.package.read(found.part), found.part)
        return self._sheets[found.part]

    def shared_strings(self) -> Tree:
        """The list of shared strings, parsed once; NotALedger where the workbook has none."""
        if self._strings is None:
            part = self.workbook.related("sharedStrings")
            if part is None:
                raise NotALedger("工作簿缺少文字部件：请用Excel打开并另存为.xlsx再试")
            self._strings = Tree(self.workbook.package.read(part), part)
        return self._strings

    def index(self, name: str) -> int:
        """The position by which local names refer to a sheet."""
        return next(i for i, ref in enumerate(self.workbook.sheets) if ref.name == name)

    def part(self, name: str) -> bytes:
        """Any other part as edited so far."""
        return self.changed.get(name) or self.workbook.package.read(name)

    def add_sheet(self, name: str, xml: bytes, charts: Sequence[BarChart] = ()) -> None:
        """A new sheet at the end; charts: what stands in its drawing, which its part names as rId1."""
        self._added.append((name, xml, charts))

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
            kinds = {part: "worksheet" for _, part, _, _ in added} | self._draw(changed, added)
            changed[types] = wb.with_content_types(package.read(types), kinds, removed)
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
        for name, xml, _ in self._added:
            number += 1
            rel_id = wb.free_rel_id(ids)
            ids.append(rel_id)
            part = self._free_part(changed, "worksheets/sheet")
            changed[part] = xml
            rels = wb.with_relation(book.package, book.part, rels, rel_id, "worksheet", "/" + part)
            added.append((name, part, number, rel_id))
        return rels, added

    def _draw(self, changed: dict[str, Content], added: Sequence[tuple[str, str, int, str]]) -> dict[str, str]:
        """Drawings and charts of new sheets, with their relations -> new part: its kind."""
        kinds: dict[str, str] = {}
        for (_, _, drawn), (_, sheet, _, _) in zip(self._added, added, strict=True):
            if not drawn:
                continue
            drawing = self._free_part(changed, "drawings/drawing")
            changed[drawing] = charts.drawing_part(drawn)
            changed[wb.rels_path(sheet)] = wb.relations_part([("rId1", wb.relation_type("drawing"), "/" + drawing)])
            kinds[drawing] = "drawing"
            entries = []
            for number, chart in enumerate(drawn, 1):
                part = self._free_part(changed, "charts/chart")
                changed[part] = charts.chart_part(chart)
                kinds[part] = "chart"
                entries.append((f"rId{number}", wb.relation_type("chart"), "/" + part))
            changed[wb.rels_path(drawing)] = wb.relations_part(entries)
        return kinds

    def _free_part(self, changed: Mapping[str, Content], start: str) -> str:
        """An unused part name beside the workbook part: worksheets/sheet7.xml."""
        base = posixpath.join(posixpath.dirname(self.workbook.part), start)
        taken = {name.casefold() for name in (*self.workbook.package.infos, *changed)}
        number = 1
        while f"{base}{number}.xml".casefold() in taken:
            number += 1
        return f"{base}{number}.xml"

    def _drop_parts(self) -> set[str]:
        """What goes: removed sheets, and what only they need (printer settings, comments)."""
        package, removed = self.workbook.package, {part for _, part in self._dropped}
        waiting = [ref.part for ref in self._removed]
        if not waiting:
            return removed
        needed, sure = self._needed_by()
        while waiting:
            part = waiting.pop()
            path = wb.rels_path(part)
            removed |= {part, path} & package.infos.keys()
            for _, kind, each in wb.relations(package, part):
                known = sure or kind.endswith(("/drawing", "/chart"))  # what programs never share between sheets
                if each in package and each not in removed and known and needed[each] <= removed:
                    waiting.append(each)
        return removed

    def _needed_by(self) -> tuple[dict[str, set[str]], bool]:
        """Part -> the relations parts that name it, and whether all of them could be read: if not, nobody knows what is still needed."""
        package, needed, sure = self.workbook.package, dict[str, set[str]](), True
        for path in package.infos:
            if path.endswith(".rels") and "_rels/" in path:
                try:
                    named = wb.relations(package, wb.part_of_rels(path))
                except NotALedger:
                    sure = False
                    continue
                for _, _, part in named:
                    needed.setdefault(part, set()).add(path)
        return needed, sure
