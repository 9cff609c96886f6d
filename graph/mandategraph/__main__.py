"""`python -m mandategraph` is the command line."""

from mandategraph.cli import main

if __name__ == "__main__":
    main()
