"""Reading what people typed about time: days, counts, recurring duties, and the question where it is unclear.

numerals → tokens (timewords, relativewords, countwords, duties) → subjects (what is no deadline), dutydates, doubts, undated → deadlinewords
→ datetext; celldate for plain day columns.
"""
