"""What papers are made of: slips, proposals, facts and counts, all as plain values."""
