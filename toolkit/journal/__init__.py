"""What this machine remembers of a workspace, in one SQLite file on a local disk.

database.py  the file: opened, brought to this version, written by one at a time
schema.py    its tables, as a ladder of versions
received.py  which answers came in by mail, and what a person made of them
mails.py     which mails there are, what became of each, what each unit was told
runs.py      what the clock did: which slot of which job was run, left out, or broke off
"""
