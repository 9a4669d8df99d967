"""What a person sees of each report: the same data as --json, in words and tables; one file a group of commands."""
