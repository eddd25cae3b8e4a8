"""Published results that no target of this table asks: a mechanism is missing, or other tests ask them."""

from simulator.studies.validation.targets import NotBuilt

NOT_BUILT = (
    NotBuilt("V1", "Cournot retailers, n(n + 2)/(n + 1)²", "members set prices, never quantities"),
    NotBuilt(
        "V2",
        "Channel coordination: quantity discounts, two-part tariffs, buy-back, company stores",
        "contracts have one price; nobody chooses among contracts, or among structures",
    ),
    NotBuilt(
        "V3",
        "Encroachment: who gains by a direct channel (Chiang, Chhajed & Hess 2003; Arya et al. 2007)",
        "a direct outlet's price and the wholesale price are set by rules that do not know of each other",
    ),
    NotBuilt(
        "V8",
        "Recovery of parameters by an estimator, with and without the choice set",
        "asked outside of this table, in an environment of the estimator's own: `tests/estimation`",
    ),
    NotBuilt(
        "V10",
        "Lifetime value, shifted beta-geometric and BG/NBD retention, attribution against the truth",
        "all but the last are asked elsewhere: `tests/studies/lifetime`; nothing is attributed by rule",
    ),
    NotBuilt(
        "V11",
        "Double jeopardy of the NBD-Dirichlet",
        "rates of needs may be gamma-distributed; shares of brands are chosen, not drawn from a Dirichlet",
    ),
    NotBuilt(
        "V12",
        "Dual compensation lowers cannibalisation to nought; lead registration lowers poaching",
        "the first is asked outside of this table: `tests/laws/test_compensation.py`; leads belong to nobody",
    ),
    NotBuilt(
        "V13",
        "Reference price, Erlang C and A, Salop's circle",
        "the first is asked by `tests/mechanisms/choice/test_reference_price.py`; leads do not queue, and "
        "outlets stand on no circle",
    ),
    NotBuilt(
        "V14",
        "Scanner panels: hold-out of yogurt, crackers, ketchup",
        "choices are exported (`simulator.choices`), but the panels are not shipped",
    ),
    NotBuilt(
        "V15",
        "Varian's mixed prices, Nash bargaining",
        "sellers' deals are dated, not drawn; terms are not bargained for",
    ),
)
