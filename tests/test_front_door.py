"""The front door: every name leads somewhere, and unknown ones are refused as usual."""

import pytest

import simulator
from tests.cases import Cases


def test_every_name_leads_somewhere():
    """And is listed, and told of in the table of contents."""
    with Cases() as cases:
        for name in simulator.__all__:
            with cases.case(name):
                assert getattr(simulator, name) is not None
                assert name in dir(simulator)
                assert name in simulator.__doc__


def test_an_unknown_name_is_refused():
    """As any module does."""
    with pytest.raises(AttributeError, match="no attribute 'sell'"):
        simulator.sell  # noqa: B018
    with pytest.raises(ImportError):
        from simulator import nothing_of_the_kind  # noqa: F401, PLC0415
