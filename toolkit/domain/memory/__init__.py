"""What is known of the rows from before: who each of them is, what people changed, an item's whole life."""
