"""Runs the command line as `python -m briefgen`."""

from briefgen.start import main

if __name__ == "__main__":
    main()
