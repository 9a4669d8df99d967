"""A closed .xlsx/.xlsm: read its values fast, patch single parts, copy everything else as stored bytes.

container.py  the zip: open, refuse what cannot be kept, rewrite with unchanged members copied compressed
xmlscan.py    where elements stand in a part, in bytes (expat); escaping
workbook.py   workbook.xml: sheets, names, relations, content types
styles.py     cell and rule styles appended to styles.xml
cells.py      one cell: where it stands, its bytes
sheetdata.py  rows: own cells in, own cells out
sheetpart.py  everything around the rows: columns, merges, rules, filters, drawings, tables
staffcell.py  an accepted answer into staff's own cell, the one exception
ownsheet.py   the XML of a sheet of our own
reader.py     values, merges, names -> Workbook
newrows.py    new items below the last one (intake)
compact.py    rows out of a list, its gaps closed (carry-over); notes.py: comments go with their rows
patcher.py    applies a ChangeSet
"""
