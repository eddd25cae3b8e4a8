"""One comparison of which all there is to tell is told, its page, and a page that has less to tell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.studies.comparison import vary_assumptions as asked
from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.robustness import robustness
from simulator.views.pictures.style import Picture
from simulator.views.report import confidence, render
from tests.views.report.told import RATED, keeps_cohorts, with_a_web_store_beside
from tests.worlds.small import small_world

DRAWN: dict[str, Picture] = {}
"""Pictures of the report that tells everything, by name."""


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    """Return a small comparison of scenarios that keep needs, cohorts, owners, names and ratings."""
    lasting = {
        name: {**one, "appeal": 2.0, "life": {"mean_weeks": 2}}
        for name, one in small_world()["products"].items()
    }
    both = with_a_web_store_beside(
        detail="sales", cohorts=True, stages=True, response=RATED, products=lasting
    )
    return compare(both, seeds=2)


@pytest.fixture(scope="session")
def page(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its report, with everything that can be in one."""
    place = tmp_path_factory.mktemp("report") / "comparison.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Picture, "svg", keeping(DRAWN, Picture.svg))
        patch.setattr(asked, "ASSUMPTION_SEEDS", 1)  # a page tells the same of one as of two
        patch.setattr(robustness, "RUNGS", 2)  # and of few worlds in which a difference may turn
        for module in (robustness, confidence, render):
            patch.setattr(module, "RANKED_DRAWS", 4)  # and of few that are ranked
        return comparison.report(place, files=["scenarios/espresso_dealers_craft.yaml"], assumptions=4)


@pytest.fixture(scope="session")
def drawings(page: Path) -> dict[str, Picture]:
    """Return the pictures of this report, as they were drawn into it."""
    assert page.exists()
    return dict(DRAWN)


def keeping(place: dict[str, Picture], svg: Callable[[Picture, str], str]) -> Callable[[Picture, str], str]:
    """Return what draws a picture into a page, and puts it into a place."""

    def kept(picture: Picture, name: str = "picture") -> str:
        place[name] = picture
        return svg(picture, name)

    return kept


@pytest.fixture(scope="session")
def plain() -> Comparison:
    """Return a comparison of two shops of which one keeps cohorts, and none names and ratings."""
    return keeps_cohorts(cohorts=False, promotions=[])


@pytest.fixture(scope="session")
def plain_page(plain: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its report."""
    place: Any = tmp_path_factory.mktemp("plain") / "page.html"
    return plain.report(place, assumptions=0)
