"""One worksheet part: the rows by byte scanning, everything around them by a parsed skeleton."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence, Set

from toolkit.domain.errors import NotALedger
from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.cells import LAST_COLUMN, letters, number
from toolkit.ledger.package.sheetdata import Cells, RowLook, Rows, Scan
from toolkit.ledger.package.xmlscan import Element, Tree

MARKERS = ("督办_今日", "督办_着色")
"""A rule whose formula names one of these is ours, also after another program has re-saved the file."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, 1-based."""

_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData\b[^>]*?(/?)>")
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges",
    "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture",
    "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_AREA = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


def area(ref: str) -> Area | None:
    """'B2:D9' -> (2, 2, 9, 4); None for what is no cell range."""
    found = _AREA.fullmatch(ref)
    if not found:
        return None
    a, b, c, d = found.groups()
    return int(b), number(a), int(d or b), number(c or a)


def ref(where: Area) -> str:
    r1, c1, r2, c2 = where
    first = f"{letters(c1)}{r1}"
    return first if (r1, c1) == (r2, c2) else f"{first}:{letters(c2)}{r2}"


class SheetPart:
    """A worksheet part and the edits asked of it; `edited()` gives the new bytes in pieces.

    Raises NotALedger for a part in which rows cannot be told apart by their bytes.
    """

    def __init__(self, data: bytes, what: str) -> None:
        mask = xmlscan.masked(data)
        found = _SHEET_DATA.search(mask)
        if not found:
            raise NotALedger(f"工作表部件 {what} 没有数据区：请用Excel另存为.xlsx再试")
        prefix = found.group(1)
        self._empty = bool(found.group(2))
        start = found.end()
        end = start
        if not self._empty:
            close = b"</" + prefix + b"sheetData"
            marked = xmlscan.holds(mask, b"<!", start, len(mask))  # a CDATA section behind the rows may say anything
            end = mask.find(close, start) if marked else mask.rfind(close, start)
        if end < start or xmlscan.holds(mask, b"<!", start, end) or mask.find(b"sheetData", start, end) >= 0:
            raise NotALedger(
                f"工作表部件 {what} 的写法特殊（数据区含CDATA、嵌套或不完整），不能保证无损：请用Excel另存为.xlsx再试"
            )
        self.data, self._mask, self._at, self._until = data, mask, start, end
        self.tree = Tree(data[:start] + data[end:], what)
        sheet_data = self.tree.root.find("sheetData")
        if sheet_data is None or sheet_data.open_end != start:
            raise NotALedger(f"工作表部件 {what} 的写法特殊，不能保证无损：请用Excel另存为.xlsx再试")
        self.prefix = self.tree.prefix
        self._edits: list[tuple[int, int, bytes]] = []
        self._inserts: list[tuple[int, int, bytes]] = []
        self._rows: list[xmlscan.Buffer] | None = None
        self._scan: Scan | None = None

    # -- rows ---------------------------------------------------------------------------------------------------

    @property
    def inner(self) -> bytes:
        """The inside of <sheetData> as it was read."""
        return self.data[self._at : self._until]

    def write(
        self, writes: Mapping[int, Cells], own: Set[int], clear: Container[int] = (), tags: Mapping[int, bytes] | None = None
    ) -> None:
        """Own cells into rows; see Rows.pieces."""
        rows = self.rows_as_read() if self._rows is None else Rows(b"".join(self._rows), self.prefix)
        self._rows = rows.pieces(writes, own, clear, tags) or self._rows

    def cell_at(self, row: int, column: int) -> bytes | None:
        """The bytes of one cell as it was read, None where none stands there."""
        return self.rows_as_read().find(row, column)

    def filled_columns(self) -> set[int]:
        return self.rows_as_read().filled_columns()

    def looks(self, rows: Set[int]) -> dict[int, RowLook]:
        """How rows were laid out when they were read; see Rows.looks."""
        return self.rows_as_read().looks(rows)

    def set_rows(self, inner: bytes) -> None:
        """All rows anew, for who has moved them about."""
        self._rows = [inner]

    def look_up_rows(self) -> None:
        """Finds out where each row stands, which would else be done when the rows are patched."""
        self._scan = self.rows_as_read().scanned()

    def rows_as_read(self) -> Rows:
        """The rows as they were read, to be looked through."""
        return Rows(self.data, self.prefix, self._mask, self._at, self._until, self._scan)

    # -- what stands around the rows ----------------------------------------------------------------------------

    def element(self, name: str) -> Element | None:
        return self.tree.root.find(name)

    def merges(self) -> list[tuple[Area, Element]]:
        parent = self.element("mergeCells")
        pairs = ((area(e.attributes.get("ref", "")), e) for e in (parent.children if parent else []))
        return [(where, e) for where, e in pairs if where]

    def set_merges(self, own: Set[int], rows: range, wanted: Iterable[Area]) -> None:
        """Merges inside own columns become exactly `wanted`, as far as staff's merges leave room; all others stay."""
        missing = dict.fromkeys(wanted)
        gone, foreign = [], []
        low, high = min(own), max(own)
        for where, element in self.merges():
            if where[1] in own and where[3] in own and where[0] in rows:
                if where in missing:
                    del missing[where]
                else:
                    gone.append(element)
            elif where[1] <= high and where[3] >= low:
                foreign.append(where)
        for where in [each for each in missing if any(_overlap(each, other) for other in foreign)]:
            del missing[where]
        self._change_list(
            "mergeCells", gone, [f'<{self.prefix}mergeCell ref="{ref(where)}"/>' for where in missing], counted=True
        )

    def replace_merges(self, areas: Iterable[Area]) -> None:
        """Exactly these merged areas; the others go."""
        wanted = dict.fromkeys(areas)
        gone = [element for where, element in self.merges() if where not in wanted]
        known = {where for where, _ in self.merges()}
        new = [f'<{self.prefix}mergeCell ref="{ref(where)}"/>' for where in wanted if where not in known]
        self._change_list("mergeCells", gone, new, counted=True)

    def drop(self, parent: Element, gone: Sequence[Element]) -> None:
        """Takes elements out of a list around the rows; the list goes where nothing is left of it."""
        self._change_list(parent.name, gone, [])

    def add_merges(self, areas: Iterable[Area]) -> None:
        """More merged areas beside those that stand there."""
        self._change_list("mergeCells", [], [f'<{self.prefix}mergeCell ref="{ref(where)}"/>' for where in areas], counted=True)

    def set_rules(self, rules: Sequence[str]) -> None:
        """Our conditional formats become exactly `rules` (whole elements); staff's rules stay as they are."""
        new = [rule.encode() for rule in rules]
        ours = [e for e in self.tree.root.all("conditionalFormatting") if any(self._is_ours(rule) for rule in e.all("cfRule"))]
        if [self.tree.bytes_of(e) for e in ours] == new:
            return
        for element in ours:
            rules_in = element.all("cfRule")
            own = [rule for rule in rules_in if self._is_ours(rule)]
            cut = [element] if len(own) == len(rules_in) else own
            self._edits += [(e.start, e.end, b"") for e in cut]
        self._insert("conditionalFormatting", b"".join(new))

    def highest_priority(self) -> int:
        """The lowest-ranking priority number among staff's rules, 0 without any."""
        rules = [r for e in self.tree.root.all("conditionalFormatting") for r in e.all("cfRule") if not self._is_ours(r)]
        return max((int(r.attributes.get("priority", "0")) for r in rules), default=0)

    def _is_ours(self, rule: Element) -> bool:
        body = self.tree.inner(rule).decode()
        return any(marker in body for marker in MARKERS)

    def set_ref(self, name: str, where: str) -> None:
        """The ref attribute of an existing element (autoFilter, dimension)."""
        element = self.element(name)
        if element is not None and element.attributes.get("ref") != where:
            self._edits.append(xmlscan.set_attribute(self.tree, element, "ref", where))

    def set_attribute(self, element: Element, name: str, value: str) -> None:
        """Another value for one attribute of an element around the rows."""
        self._edits.append(xmlscan.set_attribute(self.tree, element, name, value))

    def set_text(self, element: Element, text: str) -> None:
        """Another text inside an element around the rows."""
        self._edits.append((element.open_end, element.close_start, xmlscan.text(text).encode()))

    def column(self, column: int) -> tuple[int, float]:
        """The style that an empty column gives to what is typed into it (0 for none), and its width in characters."""
        parent, usual = self.element("cols"), self.element("sheetFormatPr")
        width = float(usual.attributes.get("defaultColWidth", "8.5")) if usual else 8.5
        for e in parent.children if parent else []:
            if int(e.attributes["min"]) <= column <= int(e.attributes["max"]):
                return int(e.attributes.get("style", "0")), float(e.attributes.get("width", width))
        return 0, width

    def set_widths(self, widths: Mapping[int, float]) -> None:
        """Widths of own columns, except where staff have already given that column a width."""
        parent = self.element("cols")
        taken = [(int(e.attributes["min"]), int(e.attributes["max"]), e) for e in (parent.children if parent else [])]
        new = {c: f'<{self.prefix}col min="{c}" max="{c}" width="{w}" customWidth="1"/>' for c, w in sorted(widths.items())}
        if parent is None or not taken:
            self._change_list("cols", [], list(new.values()))
            return
        for column, xml in new.items():
            if not any(first <= column <= last for first, last, _ in taken):
                at = next((e.start for first, _, e in taken if first > column), parent.close_start)
                self._edits.append((at, at, xml.encode()))

    def drop_widths(self, columns: Set[int]) -> None:
        """Takes out <col> entries that cover own columns only."""
        parent = self.element("cols")
        children = parent.children if parent else []
        gone = [e for e in children if set(range(int(e.attributes["min"]), min(int(e.attributes["max"]), 16384) + 1)) <= columns]
        self._change_list("cols", gone, [])

    def hidden_columns(self) -> set[int]:
        """Columns that staff have hidden, or made so narrow that nothing shows."""
        parent, found = self.element("cols"), set[int]()
        for e in parent.children if parent else []:
            if e.attributes.get("hidden") in ("1", "true") or float(e.attributes.get("width", "9")) < 0.5:
                found.update(range(int(e.attributes["min"]), min(int(e.attributes["max"]), LAST_COLUMN) + 1))
        return found

    def add_validation(self, where: str, xml: str) -> None:
        """One more data validation, unless one of the same range stands there."""
        parent = self.element("dataValidations")
        if parent and any(e.attributes.get("sqref") == where for e in parent.children):
            return
        self._change_list("dataValidations", [], [xml], counted=True)

    def drop_validations(self, ours: Callable[[str], bool]) -> None:
        """Takes out data validations by their range."""
        parent = self.element("dataValidations")
        gone = [e for e in (parent.children if parent else []) if ours(e.attributes.get("sqref", ""))]
        self._change_list("dataValidations", gone, [], counted=True)

    def add_legacy_drawing(self, rel_id: str) -> None:
        """The sheet's VML drawing (form controls), where it has none."""
        p = self.prefix
        self._insert("legacyDrawing", f'<{p}legacyDrawing xmlns:r="{xmlscan.RELS}" r:id="{rel_id}"/>'.encode())

    def edited(self) -> list[xmlscan.Buffer] | None:
        """The new part in pieces, None where nothing changed."""
        inserts = [(at, at, (body,)) for at, _, body in sorted(self._inserts, key=lambda each: each[1])]
        edits: list[tuple[int, int, Sequence[xmlscan.Buffer]]] = [*((a, b, (new,)) for a, b, new in self._edits), *inserts]
        if self._rows is None and not edits:
            return None
        rows = [memoryview(self.data)[self._at : self._until]] if self._rows is None else self._rows
        if self._empty and any(rows):
            assert self.tree.data[self._at - 2 : self._at] == b"/>"
            full = (b">", *rows, f"</{self.prefix}sheetData>".encode())
            return xmlscan.spliced(self.tree.data, [(self._at - 2, self._at, full), *edits])
        return xmlscan.spliced(self.tree.data, [*edits, (self._at, self._at, rows)])

    # -- helpers ------------------------------------------------------------------------------------------------

    def _change_list(self, name: str, gone: Sequence[Element], new: Sequence[str], *, counted: bool = False) -> None:
        if not gone and not new:
            return
        parent, p = self.element(name), self.prefix
        body = "".join(new).encode()
        count = (len(parent.children) if parent else 0) - len(gone) + len(new)
        if parent is None:
            attributes = f' count="{count}"' if counted else ""
            self._insert(name, f"<{p}{name}{attributes}>".encode() + body + f"</{p}{name}>".encode())
        elif count == 0:
            self._edits.append((parent.start, parent.end, b""))
        else:
            self._edits += [(e.start, e.end, b"") for e in gone]
            if body and parent.open_end == parent.end:
                self._edits.append((parent.end - 2, parent.end, b">" + body + f"</{p}{name}>".encode()))
            elif body:
                self._edits.append((parent.close_start, parent.close_start, body))
            if counted and "count" in parent.attributes:
                self._edits.append(xmlscan.set_attribute(self.tree, parent, "count", str(count)))

    def _insert(self, name: str, body: bytes) -> None:
        """Puts new elements where the schema wants them: behind the last of the same kind or of an earlier kind."""
        if not body:
            return
        rank = _ORDER.index(name)
        before = [child for child in self.tree.root.children if child.name in _ORDER and _ORDER.index(child.name) <= rank]
        at = before[-1].end if before else self.tree.root.open_end
        self._inserts.append((at, rank, body))


def _overlap(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
