"""Published results for which the simulator has no mechanism yet."""

from simulator.studies.validation.targets import NotBuilt

NOT_BUILT = (
    NotBuilt("V1", "Cournot retailers, n(n + 2)/(n + 1)²", "members set prices, never quantities"),
    NotBuilt(
        "V2",
        "Channel coordination: quantity discounts, two-part tariffs, buy-back, company stores",
        "contracts have one price; nobody chooses among contracts or among structures",
    ),
    NotBuilt(
        "V3",
        "Encroachment: who gains by a direct channel (Chiang, Chhajed & Hess 2003; Arya et al. 2007)",
        "a direct outlet's price and the wholesale price are set by rules that do not know of each other",
    ),
    NotBuilt(
        "V8",
        "Recovery of parameters by an estimator, with and without the choice set",
        "choice sets are not exported for estimators",
    ),
    NotBuilt(
        "V10",
        "Lifetime value, shifted beta-geometric and BG/NBD retention, attribution against the truth",
        "customers have no retention beyond loyalty to the last outlet, and journeys keep no touches",
    ),
    NotBuilt(
        "V11",
        "Double jeopardy of the NBD-Dirichlet",
        "needs come at random, not with gamma-distributed rates",
    ),
    NotBuilt(
        "V12",
        "Dual compensation lowers cannibalisation to nought; lead registration lowers poaching",
        "contracts know no compensation for direct sales, and leads belong to nobody",
    ),
    NotBuilt(
        "V13",
        "Reference price, Erlang C and A, Salop's circle",
        "prices are not remembered, leads do not queue",
    ),
    NotBuilt(
        "V14", "Scanner panels: hold-out of yogurt, crackers, ketchup", "there is no exporter for estimators"
    ),
    NotBuilt(
        "V15",
        "Varian's mixed prices, Nash bargaining, dual compensation",
        "sellers' deals are dated, not drawn; terms are not bargained for",
    ),
)
