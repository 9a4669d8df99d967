"""What can stop a routine: a broken environment, never a user's slip of the pen (that is a Finding).

    DubanError                 exit status 2; str() is one Chinese sentence that says what to do
    ├── UsageError             arguments that make no sense together
    ├── LedgerError            the workbook cannot be used
    │   ├── NotALedger         not a workbook, or of a kind that cannot be patched without loss
    │   ├── LayoutError        no header found, no such sheet, not adopted yet
    │   ├── LedgerBusy         open in Excel, WPS or LibreOffice, or locked by another routine
    │   ├── LedgerChanged      somebody saved it after it was read
    │   └── SecretFound        signs of a state secret: nothing may be written anywhere
    ├── SetupError             duban.toml, a folder, a missing program
    ├── TemplateError          a mail or Word template that does not render; names file and place
    └── MailError              the transport as a whole cannot be used
"""

from __future__ import annotations


class DubanError(Exception):
    """Base of everything a routine raises on purpose; the message is shown to staff as it is."""


class UsageError(DubanError):
    """Arguments that make no sense together."""


class LedgerError(DubanError):
    """The workbook cannot be used."""


class NotALedger(LedgerError):
    """Not a workbook, or of a kind that cannot be patched without loss."""


class LayoutError(LedgerError):
    """No header found, no such sheet, or not adopted yet."""


class LedgerBusy(LedgerError):
    """Open in a spreadsheet program, or held by another routine."""


class LedgerChanged(LedgerError):
    """Somebody saved the workbook after it was read."""


class SecretFound(LedgerError):
    """Signs of a state secret; the message names the cell's address and nothing of its content."""


class SetupError(DubanError):
    """Settings, folders or programs of this machine are not usable."""


class TemplateError(DubanError):
    """A mail or Word template that does not render; the message names the file and the place."""


class MailError(DubanError):
    """The mail transport as a whole cannot be used."""
