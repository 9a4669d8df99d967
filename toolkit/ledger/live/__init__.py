"""A workbook that is open in a spreadsheet program, behind the port.

book.py         LiveBook: reads in blocks, plans, writes in blocks, over the xlwings API alone
reading.py      an open workbook's sheets as grids
plan.py         PURE: a ChangeSet as blocks of cells
staffcell.py    an accepted answer into staff's own cells
lean.py         xlwings, loaded without what it needs for pictures
rules.py        the colouring rules stretched over new rows, the one thing for which the xlwings API has no word
libreoffice/    an engine for xlwings over UNO, so that LibreOffice is driven as Excel is
"""
