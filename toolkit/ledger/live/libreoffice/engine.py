"""Engine, apps, books, sheets and names for xlwings over UNO."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import xlwings
from xlwings import base_classes

from toolkit.ledger.live.libreoffice.bridge import connect, uno
from toolkit.ledger.live.libreoffice.cells import EPOCH, CellRange
from toolkit.ledger.package.cells import letters
from toolkit.ledger.package.reader import quoted

NAME = "libreoffice"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"


def book(pipe: str, path: str) -> xlwings.Book | None:
    """The open document of a path in the LibreOffice that listens on a pipe; None where it is not open there."""
    app = xlwings.App(impl=App(Engine(), connect(pipe)))
    return next((each for each in app.books if each.fullname == path), None)


class Engine:
    """What xlwings asks of an engine: its name, and how values go in and out."""

    name, type = NAME, "desktop"

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:
        """A value as LibreOffice takes it: dates as serial numbers."""
        if isinstance(x, date):
            day = x if isinstance(x, datetime) else datetime(x.year, x.month, x.day)
            return (day.replace(tzinfo=None) - EPOCH).total_seconds() / 86400
        return x

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        """Rows as read, which are clean already."""
        return [[empty_as if cell is None else cell for cell in row] for row in data]


class App(base_classes.App):
    """One running LibreOffice."""

    engine: Any = None
    display_alerts = True
    pid = 0

    def __init__(self, engine: Engine, desktop: Any) -> None:
        self.engine, self.desktop = engine, desktop

    @property
    def api(self) -> Any:
        return self.desktop

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def screen_updating(self) -> bool:
        return not any(each.api.hasControllersLocked() for each in self.books)

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        """Held still, LibreOffice does not measure rows either, which takes far longer than the writing itself."""
        for each in self.books:
            each.api.IsAdjustHeightEnabled = value
            if value and each.api.hasControllersLocked():
                each.api.unlockControllers()
            elif not value:
                each.api.lockControllers()

    @property
    def status_bar(self) -> str:
        return ""

    @status_bar.setter
    def status_bar(self, value: str) -> None:
        """A sentence at the foot of the windows."""
        for each in self.books:
            indicator = each.api.CurrentController.StatusIndicator
            indicator.end()
            indicator.start(value, 0)

    @property
    def calculation(self) -> str:
        return "automatic" if all(each.api.isAutomaticCalculationEnabled() for each in self.books) else "manual"

    def activate(self, steal_focus: bool = False) -> None:
        """The window stays where it is: a person has just pressed a button in it."""

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: str | None) -> str:
        """A message over the window; nothing where no window is to be seen (headless)."""
        frame = self.desktop.getCurrentFrame()
        window = frame.getContainerWindow() if frame is not None else None
        if window is not None and window.isVisible():
            kind = uno().Enum("com.sun.star.awt.MessageBoxType", "WARNINGBOX")
            window.getToolkit().createMessageBox(window, kind, 1, title or "", prompt).execute()
        return "ok"


class Books(base_classes.Books):
    def __init__(self, app: App) -> None:
        self.app = app

    def __iter__(self) -> Iterator[Book]:
        found = self.app.desktop.getComponents().createEnumeration()
        while found.hasMoreElements():
            document = found.nextElement()
            if hasattr(document, "supportsService") and document.supportsService(_CALC):
                yield Book(self.app, document)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, name_or_index: str | int) -> Book:
        books = list(self)
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        return next(each for each in books if name_or_index in (each.name, each.fullname))


class Book(base_classes.Book):
    api: Any = None

    def __init__(self, app: App, document: Any) -> None:
        self._app, self.api = app, document
        self.kinds: dict[int, int] = {}
        """Kinds of number formats by their keys, as far as they came up."""

    @property
    def app(self) -> App:
        return self._app

    @property
    def fullname(self) -> str:
        return str(uno().fileUrlToSystemPath(self.api.URL)) if self.api.URL else ""

    @property
    def name(self) -> str:
        return self.fullname.replace("\\", "/").rpartition("/")[2] or str(self.api.Title)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        """The window stays where it is: a person has just pressed a button in it."""

    def save(self, path: str | None = None, password: str | None = None) -> None:
        assert path is None
        assert password is None
        self.api.store()


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    def __len__(self) -> int:
        return int(self.book.api.Sheets.Count)

    def __iter__(self) -> Iterator[Sheet]:
        for index in range(len(self)):
            yield Sheet(self.book, self.book.api.Sheets.getByIndex(index))

    def __call__(self, name_or_index: str | int) -> Sheet:
        sheets = self.book.api.Sheets
        found = sheets.getByName(name_or_index) if isinstance(name_or_index, str) else sheets.getByIndex(name_or_index - 1)
        return Sheet(self.book, found)


class Sheet(base_classes.Sheet):
    api: Any = None

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book, self.api = book, sheet

    @property
    def book(self) -> Book:
        return self._book

    @property
    def name(self) -> str:
        return str(self.api.Name)

    @property
    def visible(self) -> bool:
        return bool(self.api.IsVisible)

    def activate(self) -> None:
        self._book.api.CurrentController.setActiveSheet(self.api)

    @property
    def used_range(self) -> CellRange:
        """From the first to the last cell that is filled or formatted."""
        cursor = self.api.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        where = cursor.getRangeAddress()
        return CellRange(self, (where.StartRow + 1, where.StartColumn + 1, where.EndRow + 1, where.EndColumn + 1))

    def range(self, arg1: Any, arg2: Any = None) -> CellRange:
        """By corners: (row, column), or (row, column, rows, columns) as xlwings slices."""
        if isinstance(arg1, tuple) and len(arg1) == 4:
            row, column, rows, columns = arg1
            return CellRange(self, (row, column, row + rows - 1, column + columns - 1))
        first = _corner(arg1)
        last = _corner(arg2)[2:] if arg2 is not None else first[2:]
        return CellRange(self, (*first[:2], *last))

    @property
    def tables(self) -> list[Any]:
        return []


def _corner(place: Any) -> tuple[int, int, int, int]:
    if isinstance(place, CellRange):
        return place.area
    if isinstance(place, str):
        raise NotImplementedError("ranges are named by numbers here")
    row, column = place
    return row, column, row, column


class Names(base_classes.Names):
    def __init__(self, book: Book) -> None:
        self.book = book

    def snapshot(self) -> Sequence[tuple[str, Name]]:
        named = self.book.api.NamedRanges
        return [(name, Name(self.book, named.getByName(name))) for name in named.ElementNames]

    def __len__(self) -> int:
        return int(self.book.api.NamedRanges.Count)

    def contains(self, name_or_index: str) -> bool:
        return bool(self.book.api.NamedRanges.hasByName(name_or_index))

    def __call__(self, name_or_index: str) -> Name:
        return Name(self.book, self.book.api.NamedRanges.getByName(name_or_index))


class Name(base_classes.Name):
    api: Any = None

    def __init__(self, book: Book, named: Any) -> None:
        self._book, self.api = book, named

    @property
    def name(self) -> str:
        return str(self.api.Name)

    @property
    def refers_to(self) -> str:
        """As Excel writes it: =督查台账!$M$2:$V$3; a formula stays as LibreOffice writes it."""
        cells = self.api.getReferredCells()
        if cells is None:
            return f"={self.api.Content}"
        where = cells.getRangeAddress()
        first = f"${letters(where.StartColumn + 1)}${where.StartRow + 1}"
        last = f"${letters(where.EndColumn + 1)}${where.EndRow + 1}"
        return f"={quoted(cells.Spreadsheet.Name)}!{first if first == last else f'{first}:{last}'}"

    @property
    def refers_to_range(self) -> CellRange:
        cells = self.api.getReferredCells()
        where = cells.getRangeAddress()
        sheet = Sheet(self._book, cells.Spreadsheet)
        return CellRange(sheet, (where.StartRow + 1, where.StartColumn + 1, where.EndRow + 1, where.EndColumn + 1))
