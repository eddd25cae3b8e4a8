"""README: what it shows is what happens."""

import re
from pathlib import Path

README = Path("README.md").read_text()


def test_it_has_the_two_commands() -> None:
    """A new user needs exactly two, and the gate runs these very lines."""
    commands = [line for line in README.splitlines() if line.startswith("pip install uv && ")]

    assert len(commands) == 2
    assert "simulator compare" in commands[0]
    assert commands[1].endswith("pytest")


def test_its_python_runs() -> None:
    """The ten lines run as they stand, with fewer seeds."""
    block = re.search(r"```python\n(.*?)```", README, re.S)
    assert block is not None
    exec(block.group(1).replace("seeds=30", "seeds=2"), {"print": lambda *_: None})


def test_the_files_it_links_are_there() -> None:
    """Every relative link leads somewhere."""
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]

    assert links
    assert [link for link in links if not Path(link).exists()] == []
