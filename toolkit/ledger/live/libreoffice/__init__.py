"""An engine for xlwings over LibreOffice's UNO: the part of xlwings' API that the toolkit uses, on a live document.

It stands on xlwings.base_classes, which is under the BSD licence; nothing of xlwings.pro is used.
"""
