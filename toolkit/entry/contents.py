"""What commands there are: their names and first lines at once, a command itself only when it is asked for.

To read the options of all commands from their functions takes as long as to start Python; a page that lists them, and a run of
one of them, can do without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class Entry:
    """One line of a list of commands: under which panel it stands, what it says, and how the command is made."""

    def __init__(self, panel: str, text: str, make: Callable[[], Any]) -> None:
        self.panel, self.line, self._make = panel, text.partition("\n")[0].rstrip("。"), make

    @cached_property
    def command(self) -> Any:
        """The command, made once."""
        return self._make()


class Contents(Mapping[str, Any]):
    """Commands of the program, or of a group, by name, in the order in which they were entered; make: function, name -> command."""

    def __init__(self, make: Callable[[Callable[..., Any], str], Any]) -> None:
        self.entries: dict[str, Entry] = {}
        self._make = make

    def __getitem__(self, name: str) -> Any:
        return self.entries[name].command

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def enter(self, name: str = "", panel: str = "") -> Callable[[F], F]:
        """Enters a function as a command; without a name it is called as the function is (run_due: run-due)."""

        def entered(function: F) -> F:
            called = name or function.__name__.replace("_", "-")
            self.entries[called] = Entry(panel, function.__doc__ or "", lambda: self._make(function, called))
            return function

        return entered
