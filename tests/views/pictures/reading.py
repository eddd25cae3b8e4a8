"""What of a picture cannot be read: names that lie on each other, or that lines run through."""

from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.transforms import Bbox


def overlap(one: Bbox, other: Bbox) -> bool:
    """Say whether two boxes have more in common than an edge."""
    return one.x0 < other.x1 - 1 and other.x0 < one.x1 - 1 and one.y0 < other.y1 - 1 and other.y0 < one.y1 - 1


def crossed(axes: Axes) -> list[str]:
    """Return names of a graph that a line runs through, or another name lies on."""
    names = [(one.get_text(), one.get_window_extent()) for one in axes.texts]
    assert len(names) > 3
    found = [f"{a} and {b}" for (a, one), (b, other) in combinations(names, 2) if overlap(one, other)]
    for line in axes.lines:
        way: Path = line.get_transform().transform_path(line.get_path())
        found += [
            f"through {name}" for name, box in names if way.intersects_bbox(box.padded(-1), filled=False)
        ]
    return found
