"""Which deadlines an item has, from which day, by which clause, and whether they were met."""
