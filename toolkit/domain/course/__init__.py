"""How an item fares: its events, replies and verdicts, and the stage and light that follow from them."""
