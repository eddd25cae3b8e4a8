"""The command line, as ``python -m simulator``."""

from simulator.views.cli.app import run

if __name__ == "__main__":
    run()
