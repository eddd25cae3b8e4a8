"""Labels: names of scenarios in tables, and the folders named after them."""

import re
from collections.abc import Iterable


def folders_of(labels: Iterable[str]) -> dict[str, str]:
    """Return a plain folder name for each label, numbered in their order.

    >>> folders_of(["Dealers, craft", "résumé"])
    {'Dealers, craft': '1-dealers-craft', 'résumé': '2-r-sum'}
    """
    return {
        label: f"{at}-{re.sub('[^a-z0-9]+', '-', label.lower()).strip('-')[:60]}".rstrip("-")
        for at, label in enumerate(labels, start=1)
    }


def labels_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return a label for each name; equal ones are told apart by numbers.

    >>> labels_of(["resale", "dealers", "resale"])
    ('resale', 'dealers', 'resale (2)')
    """
    labels: list[str] = []
    for name in names:
        label, number = name, 1
        while label in labels:
            number += 1
            label = f"{name} ({number})"
        labels.append(label)
    return tuple(labels)
