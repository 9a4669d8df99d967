"""workbook.xml and what hangs on it: sheets, defined names, relations, content types."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.domain.errors import NotALedger
from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.container import Package
from toolkit.ledger.package.sheetpart import SheetPart
from toolkit.ledger.package.xmlscan import Element, Tree

CONTENT_TYPES: Mapping[str, str] = {
    "worksheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "drawing": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
}
"""Kind of a part, as relations name it too -> its content type."""
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NAMES_COME_BEFORE = (
    "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
NameKey = tuple[str, int | None]
"""A defined name and the index of the sheet it is local to (None: the whole workbook)."""


def rels_path(part: str) -> str:
    """The member that holds a part's relations; the package's own for ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def relations(package: Package, part: str) -> list[tuple[str, str, str]]:
    """(id, type, target part) of a part's internal relations; targets are resolved to part names."""
    path = rels_path(part)
    if path not in package:
        return []
    known = package.relations.get(part)
    if known is None:
        known = package.relations[part] = _relations(package, part, path)
    return known


def _relations(package: Package, part: str, path: str) -> list[tuple[str, str, str]]:
    found = []
    for element in Tree(package.read(path), path).root.children:
        a = element.attributes
        if a.get("TargetMode") == "External":
            continue
        target = a.get("Target", "")
        resolved = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        found.append((a.get("Id", ""), a.get("Type", ""), package.actual(resolved)))
    return found


def part_of_rels(path: str) -> str:
    """xl/_rels/workbook.xml.rels -> xl/workbook.xml; the opposite of rels_path."""
    folder, name = posixpath.split(path)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


@dataclass(slots=True)
class SheetRef:
    """A sheet as workbook.xml lists it; part is "" for a missing one, worksheet False for chart and dialog sheets."""

    name: str
    sheet_id: int
    rel_id: str
    state: str
    part: str
    worksheet: bool
    element: Element


@dataclass(slots=True)
class WorkbookPart:
    """workbook.xml of a package, read once. Raises NotALedger for strict OOXML and for packages without a workbook."""

    package: Package
    part: str = ""
    tree: Tree = field(init=False)
    sheets: list[SheetRef] = field(init=False)
    names: dict[NameKey, str] = field(init=False)
    date1904: bool = field(init=False)
    opened: dict[str, SheetPart] = field(default_factory=dict, init=False)
    """Worksheet parts that were opened while the values were read, for the first session that asks."""

    def __post_init__(self) -> None:
        if not self.part:
            self.part = next((t for _, kind, t in relations(self.package, "") if kind.endswith("/officeDocument")), "")
        if not self.part or self.part not in self.package:
            raise NotALedger("这不是Excel工作簿：请选择扩展名为.xlsx或.xlsm的台账文件")
        data = self.package.read(self.part)
        if xmlscan.STRICT.encode() in data[:4096]:
            raise NotALedger("工作簿是“严格Open XML”格式：请在Excel中另存为“Excel工作簿（.xlsx）”后再试")
        self.tree = Tree(data, self.part)
        rels = {rel_id: (kind, target) for rel_id, kind, target in relations(self.package, self.part)}
        self.sheets = []
        for element in self._children("sheets"):
            a = element.attributes
            rel_id = a.get(f"{xmlscan.RELS} id", "")
            kind, target = rels.get(rel_id, ("", ""))
            is_sheet = kind == _REL + "worksheet" and target in self.package
            name = a.get("name", "")
            self.sheets.append(
                SheetRef(name, int(a.get("sheetId", "0")), rel_id, a.get("state", "visible"), target, is_sheet, element)
            )
        named = {ref.name.casefold() for ref in self.sheets}
        placed = {ref.part for ref in self.sheets if ref.worksheet}
        if "" in named or len(named) < len(self.sheets) or len(placed) < sum(ref.worksheet for ref in self.sheets):
            raise NotALedger("工作簿中的工作表重名、无名或共用一个部件：请用Excel打开并另存为.xlsx再试")
        self.names = {}
        for element in self._children("definedNames"):
            local = element.attributes.get("localSheetId")
            key = (element.attributes.get("name", ""), int(local) if local is not None else None)
            self.names[key] = html.unescape(self.tree.inner(element).decode())
        properties = self.tree.root.find("workbookPr")
        self.date1904 = properties is not None and properties.attributes.get("date1904") in ("1", "true")

    def _children(self, name: str) -> list[Element]:
        parent = self.tree.root.find(name)
        return parent.children if parent else []

    def sheet(self, name: str) -> SheetRef | None:
        folded = name.casefold()
        return next((ref for ref in self.sheets if ref.name.casefold() == folded), None)

    def related(self, kind: str) -> str | None:
        """The part of a workbook relation (styles, sharedStrings, calcChain …), None where there is none."""
        return next((t for _, k, t in relations(self.package, self.part) if k == _REL + kind and t in self.package), None)

    def edited(
        self,
        names: Mapping[NameKey, str | None],
        add: Iterable[tuple[str, int, str]] = (),
        remove: Iterable[SheetRef] = (),
        *,
        recalculate: bool = False,
    ) -> bytes:
        """The new workbook.xml: names set (None removes one), sheets (name, sheetId, relation id) added last, sheets removed.

        recalculate: programs are told to work out every formula anew.
        """
        gone = [index for index, ref in enumerate(self.sheets) if any(ref is each for each in remove)]
        edits = self._sheet_edits(add, gone) + self._name_edits(names, gone)
        if gone:
            edits += self._view_edits(gone)
        if recalculate:
            edits.append(self._full_calculation())
        return xmlscan.splice(self.tree.data, edits)

    def _full_calculation(self) -> tuple[int, int, bytes]:
        found = self.tree.root.find("calcPr")
        if found is not None:
            return xmlscan.set_attribute(self.tree, found, "fullCalcOnLoad", "1")
        at = _before(self.tree.root, _NAMES_COME_BEFORE[1:])
        return at, at, f'<{self.tree.prefix}calcPr fullCalcOnLoad="1"/>'.encode()

    def _sheet_edits(self, add: Iterable[tuple[str, int, str]], gone: list[int]) -> list[tuple[int, int, bytes]]:
        edits = [(self.sheets[i].element.start, self.sheets[i].element.end, b"") for i in gone]
        parent = self.tree.root.find("sheets")
        p = self.tree.prefix
        assert parent is not None
        new = "".join(
            f'<{p}sheet xmlns:r="{xmlscan.RELS}" name="{xmlscan.attribute(name)}" sheetId="{sheet_id}" r:id="{rel_id}"/>'
            for name, sheet_id, rel_id in add
        )
        if new:
            edits.append((parent.close_start, parent.close_start, new.encode()))
        return edits

    def _name_edits(self, names: Mapping[NameKey, str | None], gone: list[int]) -> list[tuple[int, int, bytes]]:
        edits: list[tuple[int, int, bytes]] = []
        seen: set[NameKey] = set()
        kept = 0
        for element in self._children("definedNames"):
            local = element.attributes.get("localSheetId")
            key = (element.attributes.get("name", ""), int(local) if local is not None else None)
            seen.add(key)
            wanted = names.get(key, "") if key in names else self.names[key]
            if wanted is None or key[1] in gone:
                edits.append((element.start, element.end, b""))
                continue
            kept += 1
            if wanted != self.names[key]:
                edits.append((element.open_end, element.close_start, xmlscan.text(wanted).encode()))
            if key[1] is not None and (shift := sum(index < key[1] for index in gone)):
                edits.append(xmlscan.set_attribute(self.tree, element, "localSheetId", str(key[1] - shift)))
        p, new = self.tree.prefix, ""
        for (name, index), formula in names.items():
            if formula is None or (name, index) in seen:
                continue
            where = f' localSheetId="{index}"' if index is not None else ""
            hidden = ' hidden="1"' if name == "_xlnm._FilterDatabase" else ""
            new += f'<{p}definedName name="{xmlscan.attribute(name)}"{where}{hidden}>{xmlscan.text(formula)}</{p}definedName>'
        parent = self.tree.root.find("definedNames")
        if parent is None:
            if new:
                at = _before(self.tree.root, _NAMES_COME_BEFORE)
                edits.append((at, at, f"<{p}definedNames>{new}</{p}definedNames>".encode()))
        elif not kept and not new:
            return [edit for edit in edits if not parent.start <= edit[0] < parent.end] + [(parent.start, parent.end, b"")]
        elif new:
            if parent.open_end == parent.end:
                edits.append((parent.start, parent.end, f"<{p}definedNames>{new}</{p}definedNames>".encode()))
            else:
                edits.append((parent.close_start, parent.close_start, new.encode()))
        return edits

    def _view_edits(self, gone: list[int]) -> list[tuple[int, int, bytes]]:
        edits = []
        left = len(self.sheets) - len(gone)
        for view in self._children("bookViews"):
            for name in ("activeTab", "firstSheet"):
                value = view.attributes.get(name)
                if value is not None and value.isdecimal():
                    index = int(value)
                    moved = min(index - sum(g < index for g in gone), left - 1)
                    if moved != index:
                        edits.append(xmlscan.set_attribute(self.tree, view, name, str(moved)))
        return edits


def _before(root: Element, following: tuple[str, ...]) -> int:
    """Where a child goes so that it stands before all elements that the schema wants behind it."""
    return next((child.start for child in root.children if child.name in following), root.close_start)


def relation_type(kind: str) -> str:
    """The type of a relation to a part of this kind (worksheet, drawing, chart)."""
    return _REL + kind


def relations_part(entries: Iterable[tuple[str, str, str]]) -> bytes:
    """A relations part of (id, type, target)."""
    lines = "".join(
        f'<Relationship Id="{xmlscan.attribute(rel_id)}" Type="{xmlscan.attribute(kind)}" Target="{xmlscan.attribute(target)}"/>'
        for rel_id, kind, target in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{xmlscan.PACKAGE_RELS}">{lines}</Relationships>'.encode()


def with_relation(package: Package, part: str, current: bytes | None, rel_id: str, kind: str, target: str) -> bytes:
    """The relations of a part with one more in it (current: as edited so far, None: as the package has it, or none yet)."""
    path = rels_path(part)
    new = f'Relationship Id="{rel_id}" Type="{_REL}{kind}" Target="{xmlscan.attribute(target)}"'
    if current is None and path not in package:
        return relations_part([(rel_id, _REL + kind, target)])
    tree = Tree(current if current is not None else package.read(path), path)
    if tree.root.open_end == tree.root.end:
        tag = tree.data[tree.root.start : tree.root.end - 2] + f"><{tree.prefix}{new}/></{tree.prefix}Relationships>".encode()
        return xmlscan.splice(tree.data, [(tree.root.start, tree.root.end, tag)])
    return xmlscan.splice(tree.data, [(tree.root.close_start, tree.root.close_start, f"<{tree.prefix}{new}/>".encode())])


def without_relations(data: bytes, path: str, rel_ids: Iterable[str]) -> bytes:
    """Relations with some ids taken out."""
    tree, gone = Tree(data, path), set(rel_ids)
    return xmlscan.splice(data, [(e.start, e.end, b"") for e in tree.root.children if e.attributes.get("Id") in gone])


def with_content_types(data: bytes, add: Mapping[str, str], remove: Iterable[str] = ()) -> bytes:
    """[Content_Types].xml with parts added (part -> its kind in CONTENT_TYPES) and parts removed."""
    tree = Tree(data, "[Content_Types].xml")
    gone = {f"/{part}".casefold() for part in remove}
    edits = [(e.start, e.end, b"") for e in tree.root.children if e.attributes.get("PartName", "").casefold() in gone]
    new = "".join(
        f'<{tree.prefix}Override PartName="/{xmlscan.attribute(part)}" ContentType="{CONTENT_TYPES[kind]}"/>'
        for part, kind in add.items()
    )
    if new:
        edits.append((tree.root.close_start, tree.root.close_start, new.encode()))
    return xmlscan.splice(data, edits)


def free_rel_id(taken: Iterable[str]) -> str:
    """An unused relation id."""
    numbers = [int(found.group(1)) for found in (re.fullmatch(r"rId(\d+)", each) for each in taken) if found]
    return f"rId{max(numbers, default=0) + 1}"
