"""Workdays and holidays: what is published, what staff typed, and what nobody knows yet (暂定)."""
