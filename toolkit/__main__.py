"""python -m toolkit does what duban does."""

from toolkit.entry.cli import main

if __name__ == "__main__":
    main()
