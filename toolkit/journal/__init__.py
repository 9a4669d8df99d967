"""What this machine remembers of a workspace, in one SQLite file on a local disk.

database.py  the file: opened, brought to this version, written by one at a time
schema.py    its tables, as a ladder of versions
mails.py     which mails there are, what became of each, what each unit was told
"""
