"""督查督办工具箱: the main job of a 督查室, on the ledger that it keeps in Excel.

entry/     the console: reads arguments, calls one routine, shows its report; alone knows the clock and the terminal
routines/  one file a verb (adopt, check, daily, slip, remind …): read → judge → write · render → queue
domain/    pure: items, workdays, rules, lights, words; no files, no clock
ledger/    the workbook: rows in, own cells and own sheets out, everything else kept byte for byte
render/    values in, .docx and mail texts out
mail/      the outbox journal and the transports

domain imports nothing of ours; render, ledger and mail import domain alone; only routines ties them together.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
