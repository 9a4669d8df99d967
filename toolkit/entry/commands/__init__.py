"""The commands, one file a group: each reads its arguments, calls one routine and shows its report.

Routines are imported inside the commands, when they are needed, so that --help costs nothing.
"""
