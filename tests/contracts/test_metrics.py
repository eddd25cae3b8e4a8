"""Every metric on the shelf keeps its promises, whoever wrote it."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest

from simulator.base.registry import UnknownNameError
from simulator.domain.conflict.issues import CONDUCTS, usual_importance
from simulator.domain.journey_entries import STANDS_AT
from simulator.domain.ledger_entries import LOST_TO, STAGES
from simulator.domain.product.question import QUESTIONS
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import (
    Metric,
    NotRecordedError,
    RatioOfSums,
    UnsupportedSliceError,
    measure,
    metric,
    metric_named,
)
from tests.cases import Cases
from tests.ledger import by_hand

NAMES = METRICS.names()
NET = {"net_of": ["dealer"]}
POOLED = {"conversion", *(f"cost_per_{what}" for what in ("contact", "visit", "new_customer"))}
MEDIA = {name: {"cost_per_contact": 0.1, "credibility": 0.5} for name in ("print", "radio")}


def lively(weeks: int = 12, **changes: object) -> Ledger:
    """Return a ledger in which everybody does something, at random."""
    ledger = by_hand.blank(
        **{
            "media": MEDIA,
            "conflict": NET,
            "weeks": 12,
            "detail": "sales",
            "cohorts": True,
            "stages": True,
            **changes,
        }
    )
    rng = np.random.default_rng(weeks)
    outlets = np.flatnonzero(ledger.header.outlets)

    def some(codes: object, size: int = 30) -> np.ndarray:
        return rng.choice(codes, size)

    ledger.record("opening", week=0, member=outlets, product=0, units=50)
    for week in range(1, weeks + 1):
        more = {"product": some(3), "cell": some(4), "substitute": some(2)}
        more["adviser"] = np.resize([-1, *outlets], 30)
        by_hand.sale(ledger, week, some(outlets), some(5), some([9000, 9900]), **more)
        for since, last, customers in ((week, 0, some([3, 4], 9)), (max(1, week - 1), week - 1, some(3, 9))):
            ledger.record(
                "cohort_sale", week=week, outlet=some(outlets, 9), acquired_by=some(outlets, 9), since=since,
                bought_last=last, product=some(3, 9), units=some(5, 9), customers=customers,
                paid=some(9999, 9), earned=some(999, 9),
            )  # fmt: skip
        ledger.record(
            "cohort_return", week=week, outlet=outlets, acquired_by=outlets, since=max(1, week - 2),
            product=0, units=1, refunded=900, lost=500,
        )  # fmt: skip
        ledger.record(
            "lost_sale", week=week, outlet=some(outlets), product=some(3), cell=some(4), units=1,
            response="left", customer=-1,
        )  # fmt: skip
        for kind, columns in ordered(week, outlets[:5], some(4, 5)).items():
            ledger.record(kind, week=week, **columns)
        by_hand.shipment(ledger, week, some([1, 3, 7]), some(outlets), some(9), product=some(3))
        by_hand.order(ledger, week, some([1, 3, 7]), some(outlets), some(9), product=some(3))
        ledger.record(
            "production",
            week=week,
            member=some([1, 7], 3),
            product=some(3, 3),
            units=some(9, 3),
            arrives=week,
        )
        ledger.record(
            "terms_in_force", week=week, outlet=some(outlets, 2), product=some(3, 2), supplier=1, price=70,
            list_price=some([9900, 12000], 2), promotional_price=9500, price_floor=some([0, 9000], 2),
        )  # fmt: skip
        gone = {"product": some(3, 2), "units": some(5, 2)}
        ledger.record(
            "sell_back", week=week, member=some(outlets, 2), supplier=some([1, 3], 2), price=9, **gone
        )
        ledger.record("scrap", week=week, member=some(outlets, 2), reason="spoiled", **gone)
        by_hand.stock(ledger, week, np.repeat(outlets, 3), rng.integers(0, 9, 15), product=[0, 1, 2] * 5)
        by_hand.posting(
            ledger,
            week,
            np.repeat(outlets, 3),
            rng.integers(8000, 9999, 15),
            product=[0, 1, 2] * 5,
            margin=900,
        )
        by_hand.payment(ledger, week, some(9), some(9), some(9999))
        by_hand.payment(ledger, week, outlets, 0, 500, reason="handling")
        ledger.record("admission", week=week, member=some(outlets, 1), reason="planned")
        ledger.record("departure", week=week, member=some(outlets, 1), reason="closed")
        ledger.record(
            "promotion_sale", week=week, outlet=some(outlets, 9), product=some(3, 9), cell=some(4, 9),
            promotion="spring", leaked=some(2, 9), units=some(5, 9), price=8000, asked=9000, margin=100,
        )  # fmt: skip
        ledger.record(
            "return", week=week, outlet=some(outlets, 4), product=some(3, 4), cell=some(4, 4), reason="unit",
            bought=week, price=8000, refund=6000, shipping=0, units=1, customer=-1,
        )  # fmt: skip
        inspected = {"outlet": some(outlets, 2), "product": some(3, 2), "unit_cost": 5000}
        ledger.record("inspection", week=week, units=some([3, 4], 2), unsaleable=some(3, 2), **inspected)
        ledger.record("in_inspection", week=week, units=some([1, 2], 2), **inspected)
        by_hand.payment(ledger, week, outlets, 0, 600, reason="refund")
        campaigned(ledger, week, some)
        repaired_and_helped(ledger, week, some)
        by_hand.payment(ledger, week, 3, 5, 60, reason="commission_refund")
        ledger.record("receivable", week=week, member=outlets, amount=rng.integers(1, 999, len(outlets)))
        ledger.record("buy_box", week=week, outlet=5, platform=3, product=some(3, 1), offers=1)
        ledger.record(
            "trigger_reading",
            week=week,
            event="pilot",
            metric="units_sold",
            part="effect",
            amount=rng.uniform(-1, 1),
        )
        for kind in ("ownership", "membership"):
            ledger.record(kind, week=week, cell=np.arange(4), product=0, customers=rng.integers(1, 9, 4))
        ledger.record("absence", week=week, cell=np.arange(4), category=0, customers=rng.integers(1, 9, 4))
        ledger.record(
            "stage_flow", week=week, cell=some(4, 5), category=0, stage=(np.arange(5), STAGES),
            customers=[60, 50, 40, 36, 35],
        )  # fmt: skip
        ledger.record(
            "need_flow", week=week, cell=some(4, 3), category=0, outcome=["arisen", "met", "visits"],
            needs=[9, 4, 13],
        )  # fmt: skip
        ledger.record(
            "lost_need", week=week, cell=some(4, 3), category=0, sixtieths=60,
            reason=(some(4, 3), LOST_TO),
        )  # fmt: skip
        looked(ledger, week, outlets)
        for kind, least in (("consumer_surplus", 0), ("experienced_surplus", -20)):
            ledger.record(
                kind, week=week, cell=some(4, 3), category=some(2, 3), customers=some([7, 9], 3),
                amount=rng.uniform(least, 40, 3),
            )  # fmt: skip
        for kind, told in (
            ("experience", {"disappointed": some(5, 4), "amount": rng.uniform(0, 7, 4)}),
            ("suggestion", {"needs": some([5, 6], 4), "units": some(5, 4), "others": some(2, 4)}),
        ):
            ledger.record(
                kind, week=week, outlet=some(outlets, 4), product=some(3, 4), cell=some(4, 4),
                customers=some([7, 9], 4), **told,
            )  # fmt: skip
        ledger.record(
            "brand_equity", week=week, cell=some(4, 3), product=[0, 1, 2], amount=rng.uniform(0, 1, 3)
        )
        ledger.record(
            "rating", week=week, outlet=[-1, -1, *outlets], product=[0, 1, *np.full(len(outlets), -1)],
            amount=rng.uniform(0, 1, 2 + len(outlets)),
        )  # fmt: skip
        quarrelled(ledger, week, some, rng)
    return ledger


def quarrelled(ledger: Ledger, week: int, some: Callable[..., np.ndarray], rng: np.random.Generator) -> None:
    """Let outlets harm each other, be compensated, and earn more without a source."""
    outlets = np.flatnonzero(ledger.header.outlets)
    ledger.record("conflict_exposure", week=week, aggrieved=outlets, product=0, issue="price_undercut")
    ledger.record(
        "without_source", week=week, aggrieved=outlets, source="dealer", margin=50.0, margin_without=60.0
    )
    for kind in ("harm", "compensation"):
        ledger.record(
            kind, week=week, aggrieved=some(outlets, 9), source=some([1, 2, 3, 5], 9), product=some(3, 9),
            issue=(some(4, 9), tuple(usual_importance())), conduct=(some(2, 9), CONDUCTS),
            amount=rng.uniform(0, 40, 9),
        )  # fmt: skip


def ordered(week: int, outlet: np.ndarray, cell: np.ndarray) -> dict[str, dict[str, object]]:
    """Return entries of what customers order at outlets, and get, some of it late."""
    goods = {"outlet": outlet, "product": 0, "cell": cell, "units": 1}
    told = {**goods, "customer": -1, "substitute": np.arange(len(outlet)) % 2}
    return {
        "backorder": {**told, "price": 9000},
        "delivery": {**told, "ordered": week - 1},
        "late_delivery": {**goods, "amount": np.arange(len(outlet)) / 2},
    }


def looked(ledger: Ledger, week: int, outlets: np.ndarray) -> None:
    """Let needs see offers at all outlets, which push one product, go from stage to stage, and be met."""
    on_their_way(ledger, week, outlets)
    ledger.record("effort", week=week, outlet=outlets, product=week % 3, amount=1.5, support=1.1)
    felt = {"aggrieved": outlets, "other": 1, "issue": "territory"}
    ledger.record("grievance", week=week, amount=1.5, **felt)
    ledger.record("dispute", week=week, step="complaint", before="none", **felt)
    ledger.record("trust", week=week, member=outlets, supplier=1, amount=0.4)
    ledger.record("relation_end", week=week, member=outlets[0], supplier=1, reason="conflict")
    ledger.record("traffic", week=week, outlet=outlets, category=0, customers=900, own=800)
    brought(ledger, week, outlets)
    ledger.record(
        "need", week=week, customer=3, category=0, outcome="met", onset=max(1, week - 2), ordinal=0,
        outlet=outlets, product=0, price=9000,
    )  # fmt: skip


def brought(ledger: Ledger, week: int, outlets: np.ndarray) -> None:
    """Let a medium bring a part of visits, of what is bought, and of new customers, and none the rest."""
    rows = ledger.columns("cohort_sale")
    first = (rows["since"] == week) & (rows["week"] == week) & ledger.header.focal_products[rows["product"]]
    new = int(rows["customers"][first].sum())
    by = {"week": week, "medium": ["radio", ""]}
    for outlet in outlets.tolist():
        ledger.record("traffic_source", outlet=outlet, category=0, own=[300, 500], **by)
    ledger.record("purchase_source", outlet=outlets[0], product=0, units=[3, 4], **by)
    ledger.record(
        "acquisition_source", outlet=outlets[0], product=0, customers=[new // 3, new - new // 3], **by
    )


def on_their_way(ledger: Ledger, week: int, outlets: np.ndarray) -> None:
    """Let needs go from stage to stage at all outlets, stand there, and drop off."""
    at = {"week": week, "cell": np.arange(5) % 4, "category": 0}
    steps = zip(("", *STANDS_AT[:3]), (*STANDS_AT[:3], "customer"), strict=True)
    for number, (stage, then) in enumerate(steps):
        place, brings = (outlets if stage >= 2 else -1 for stage in (number - 1, number))
        goes = {"stage": stage, "outlet": place, "next_stage": then, "next_outlet": brings}
        ledger.record("stage_transition", **at, **goes, needs=9)
        stands = {"stage": STANDS_AT[number], "outlet": brings}
        ledger.record("in_stage", **at, **stands, needs=[4, 3, 2, 1, 5])
        stands["medium"] = ["radio", "", "radio", "", ""]
        ledger.record("drop_off", **at, **stands, reason=LOST_TO[number], sixtieths=90)
        ledger.record("question_left", **at, **stands, question=QUESTIONS[number], needs=2)
    for then, brings in (("retained", outlets), ("lapsed", -1)):
        goes = {"stage": "customer", "outlet": outlets, "next_stage": then, "next_outlet": brings}
        ledger.record("stage_transition", **at, **goes, needs=[1, 2, 3, 1, 2])
    ledger.record("in_stage", **at, stage="customer", outlet=outlets, needs=4)
    ledger.record(
        "withdrawal", week=week, outlet=outlets, product=0, cell=1, units=1, reason="patience", ordered=week,
        customer=-1, margin=0,
    )  # fmt: skip
    media = ["radio", "", "radio", "", ""][: len(outlets)]
    ledger.record("cancellation_source", week=week, outlet=outlets, product=0, medium=media, units=1)


def campaigned(ledger: Ledger, week: int, some: Callable[..., np.ndarray]) -> None:
    """Let people meet campaigns on one medium or the other, in part for nothing, join lists, and Acme pay."""
    for kind, paid in (("touchpoint", {"cost": some(180, 5)}), ("earned_contact", {})):
        ledger.record(
            kind, week=week, cell=some(4, 5), product=some(3, 5), medium=list(MEDIA)[week % 2],
            message="craft", contacts=some(500, 5), **paid,
        )  # fmt: skip
    ledger.record(
        "mailing_list", week=week, cell=np.arange(4), manufacturer=1, medium="radio",
        joined=some(9, 4), left=some(5, 4), customers=some([3, 4], 4), cost=some(99, 4),
    )  # fmt: skip
    by_hand.payment(ledger, week, 1, 0, 900, reason="campaign")


def repaired_and_helped(ledger: Ledger, week: int, some: Callable[..., np.ndarray]) -> None:
    """Let units be kept, used up and fail, and owners ask for help with every product, some in vain."""
    had = {"week": week, "cell": np.arange(4), "product": some(3, 4), "units": some([1, 2], 4)}
    ledger.record("kept", kept_as="in_use", **had)
    ledger.record("used_up", used_up_by="need", **had)
    fails = {"repairer": 1, "product": some(3, 2), "cell": some(4, 2)}
    outlets = np.flatnonzero(ledger.header.outlets)
    ledger.record("failure", week=week, bought=week - 1, outlet=5, product=0, cell=1, units=2)
    ledger.record("claim", week=week, bought=week, outlet=some(outlets, 2), units=1, **fails)
    ledger.record("repair", week=week, claimed=week - 1, result="repaired", units=1, **fails)
    asks = {"answerer": [1, 3, 5], "product": [0, 1, 2], "cell": [0, 1, 3]}
    ledger.record("contact", week=week, outlet=5, customers=[3, 1, 2], **asks)
    outcome = ["answered", "given_up", "answered"]
    ledger.record("contact_outcome", week=week, asked=week - 1, outcome=outcome, customers=[2, 1, 1], **asks)
    ledger.record("open_contact", week=week, answerer=1, product=0, customers=1)


@pytest.fixture(scope="module")
def busy() -> Ledger:
    """Return a lively market with a warm-up of two weeks."""
    return lively(warm_up=2)


@pytest.fixture
def own() -> Iterator[None]:
    """Take what a test put on the shelf off again."""
    yield
    for name in set(METRICS.names()) - set(NAMES):
        METRICS.forget(name)


def test_there_are_metrics() -> None:
    """The room is not empty."""
    assert {"units_sold", "sell_through_a", "conflict", "contribution"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_is(name: str) -> None:
    """Question, formula, unit and source, and the name under which it stands."""
    asked = metric_named(name)
    assert asked.name == name
    assert asked.question.endswith("?")
    assert "\n    " in asked.doc
    assert asked.unit
    assert asked.source
    assert asked.__doc__ == asked.doc
    assert set(asked.additive) <= set(asked.by)


@pytest.mark.parametrize("name", NAMES)
def test_it_answers_an_empty_ledger(name: str) -> None:
    """Nought or nan for the whole, and for every part there is, open or closed; no warning."""
    ledger = by_hand.blank(detail=metric_named(name).detail, cohorts=metric_named(name).cohorts, stages=True)
    with Cases() as cases:
        for state in ("open", "closed"):
            if state == "closed":
                ledger.close()
            with cases.case(state):
                whole = measure(ledger, name)
                assert isinstance(whole, float)
                assert whole == 0.0 or np.isnan(whole)
            for by in metric_named(name).by:
                with cases.case(f"{state}, by {by}"):
                    parts = measure(ledger, name, by)
                    assert isinstance(parts, pd.Series)
                    assert (parts.isna() | (parts == 0.0)).all()


@pytest.mark.parametrize("name", NAMES)
def test_it_leaves_out_the_warm_up(name: str) -> None:
    """What happened in the warm-up alone did not happen."""
    answer, nothing = (
        measure(lively(2, warm_up=2), name),
        measure(by_hand.blank(detail="sales", cohorts=True, stages=True), name),
    )
    assert answer == nothing or (np.isnan(answer) and np.isnan(nothing))


@pytest.mark.parametrize("name", NAMES)
def test_it_only_reads(name: str, busy: Ledger) -> None:
    """The ledger says the same after as before, and the metric answers the same again."""
    before = busy.content_hash()
    asked = [None, *metric_named(name).by]
    first = [measure(busy, name, by) for by in asked]
    second = [measure(busy, name, by) for by in asked]
    assert busy.content_hash() == before
    for one, other in zip(first, second, strict=True):
        assert one == other if isinstance(one, float) else one.equals(other)


@pytest.mark.parametrize("name", NAMES)
def test_it_has_an_answer(name: str, busy: Ledger) -> None:
    """In a market in which everybody does something, every metric is a number."""
    assert np.isfinite(measure(busy, name))


@pytest.mark.parametrize("name", [name for name in NAMES if metric_named(name).by])
def test_every_slice_works(name: str, busy: Ledger) -> None:
    """A labelled number for each; where it says so, they sum to the whole."""
    with Cases() as cases:
        for by in metric_named(name).by:
            with cases.case(by):
                parts = measure(busy, name, by)
                assert isinstance(parts, pd.Series)
                assert len(parts) > 0
                assert parts.index.is_unique
                assert (parts.name, parts.index.name, parts.dtype) == (name, by, np.float64)
                if by == "week":
                    assert parts.index.tolist() == list(range(3, 13))
                if by in metric_named(name).additive:
                    assert parts.sum() == pytest.approx(measure(busy, name))


@pytest.mark.parametrize("name", NAMES)
def test_a_ratio_that_runs_pool_is_its_part_by_its_whole(name: str, busy: Ledger) -> None:
    """Slice by slice; money by new customers, visits or contacts, and shares of them, are such ratios."""
    asked = metric_named(name)
    for by in (None, *asked.by):
        told = asked.told(busy, by)
        assert isinstance(told, RatioOfSums) or name not in POOLED
        if isinstance(told, RatioOfSums):
            value, part, whole = (np.atleast_1d(one) for one in (told.value, told.part, told.whole))
            with np.errstate(divide="ignore", invalid="ignore"):
                assert np.allclose(part / whole, value, equal_nan=True)
            assert np.isfinite(part).all() and (whole >= 0).all()


@pytest.mark.parametrize("name", NAMES)
def test_an_unsupported_slice_is_told(name: str, busy: Ledger) -> None:
    """The message says by what it can be told apart, or what was probably meant."""
    with pytest.raises(
        UnsupportedSliceError, match=f"'{name}' cannot be told apart by 'moon phase'"
    ) as caught:
        measure(busy, name, by="moon phase")
    for by in metric_named(name).by:
        assert by in str(caught.value)


def test_an_unknown_metric_is_told(busy: Ledger) -> None:
    """With the nearest one."""
    with pytest.raises(UnknownNameError, match="did you mean 'fill_rate'"):
        measure(busy, "fil_rate")


@pytest.mark.usefixtures("own")
def test_too_little_detail_is_told(busy: Ledger) -> None:
    """A metric that needs journeys does not answer a ledger of sales with a wrong number."""

    @METRICS.register("dropped_off")
    @metric(detail="journeys")
    def dropped_off(ledger: Ledger) -> float:
        return float(ledger.count("consideration"))

    assert isinstance(dropped_off, Metric)
    with pytest.raises(NotRecordedError, match="'detail: journeys', and this ledger has 'sales'"):
        measure(busy, "dropped_off")
    assert measure(by_hand.blank(detail="journeys"), "dropped_off") == 0.0


@pytest.mark.parametrize("name", [name for name in NAMES if metric_named(name).cohorts])
def test_sales_that_are_not_told_by_cohort_are_told(name: str) -> None:
    """With the setting that would have kept them."""
    with pytest.raises(NotRecordedError, match="needs 'cohorts: true', which this ledger has not"):
        measure(by_hand.blank(detail="journeys"), name)


@pytest.mark.parametrize("name", [name for name in NAMES if metric_named(name).stages])
def test_stages_that_are_not_told_are_told(name: str) -> None:
    """With the setting that would have told them; only where they are asked for."""
    asked, ledger = metric_named(name), by_hand.blank(detail="journeys", cohorts=True)
    for by in (None, *asked.by):
        if asked.needs_stages(by):
            with pytest.raises(NotRecordedError, match="needs 'stages: true', which this ledger has not"):
                measure(ledger, name, by)
        else:
            measure(ledger, name, by)


@pytest.mark.usefixtures("own")
def test_a_plain_function_is_a_metric(busy: Ledger) -> None:
    """In a notebook, a function of a ledger is enough."""

    @METRICS.register("postings")
    def postings(ledger: Ledger) -> int:
        return ledger.count("posting")

    assert measure(busy, "postings") == busy.count("posting") == postings(busy)
    with pytest.raises(UnsupportedSliceError, match="there are: none"):
        measure(busy, "postings", by="week")


def test_a_ledger_of_a_run_not_yet_over_can_be_asked() -> None:
    """The window ends with the last week recorded."""
    weeks = measure(lively(5), "units_sold", by="week")
    assert weeks.index.tolist() == [1, 2, 3, 4, 5]
