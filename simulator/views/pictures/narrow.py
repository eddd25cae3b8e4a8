"""Narrow pictures: as a phone shows them at a size that can be read, one panel below the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure

NARROW = 3.9
"""Width of a picture for a phone [inches]."""
LEGEND, MOST_TICKS = 0.3, 4
"""Height that a legend takes more where names stand below each other [inches]; ticks of a level axis."""
LETTER, MARGIN = 5.5, 5
"""Width of a letter, more than most [points]; what an upright axis and its title take [letters]."""
WORD = 15
"""No line is shorter than this, as words may be so long [letters]."""
_IS_NARROW = ContextVar("is_narrow", default=False)


@contextmanager
def narrow() -> Iterator[None]:
    """Have pictures drawn for a phone: what stood abreast stands one below the other."""
    before = _IS_NARROW.set(True)
    try:
        yield
    finally:
        _IS_NARROW.reset(before)


def is_narrow() -> bool:
    """Say whether pictures are drawn for a phone."""
    return _IS_NARROW.get()


def with_lines[F: Figure](picture: F) -> F:
    """Return a picture in which titles that are wider than their place are broken into lines."""
    across = int(72 * picture.get_figwidth() / LETTER)
    names = max((letters_beside(axes) for axes in picture.axes), default=0)
    for axes in picture.axes:
        spec = axes.get_subplotspec()
        panel = (across - names) // (spec.get_gridspec().ncols if spec is not None else 1)
        letters = across if not axes.axison else panel - MARGIN
        for told, tell in ((axes.get_title("left"), axes.set_title), (axes.get_xlabel(), axes.set_xlabel)):
            if in_lines(told, letters) != told:
                tell(in_lines(told, letters))
    for text in picture.texts:  # titles of the whole
        if not text.get_rotation():
            text.set_text(in_lines(text.get_text(), across))
    return picture


def letters_beside(axes: Axes) -> int:
    """Return how long the longest name at an upright axis is; no numbers, as these find room [letters]."""
    lines = [line for label in axes.get_yticklabels() for line in label.get_text().splitlines()]
    return max(map(len, lines), default=0) if axes.axison else 0


def in_lines(told: str, letters: int) -> str:
    r"""Return what is told in lines of so many letters; words are broken that are longer than words are.

    >>> in_lines("sell-through B, four-week mean", 16)
    'sell-through B,\nfour-week mean'
    """
    longest = max(letters, WORD)
    return "\n".join(fill(line, longest) for line in told.splitlines())
