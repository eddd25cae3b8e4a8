"""Options of the verb fit: what may move, what is to be reached, and how it is played."""

from typing import Annotated

import typer

Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--setting",
        metavar="KEY[=LOW..HIGH]",
        help="A setting to fit, such as products.machine.appeal or segments.*.price_sensitivity; may be "
        "repeated. Left out, those that go with units_a_year, market_share and own_price_elasticity.",
    ),
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="NAME=VALUE",
        help="A metric (gross_margin:tier:retailer=0.3) or a figure of probe (own_price_elasticity=-2.6) to "
        "be reached; may be repeated. Left out, what the file says under 'fit'.",
    ),
]
Tolerance = Annotated[
    float | None,
    typer.Option(help="How far off a target still counts as reached, as a share of it.", metavar="SHARE"),
]
Enlarged = Annotated[
    int | None,
    typer.Option(
        help="How many times as large the market is played, for less luck where few are sold in a year.",
        metavar="TIMES",
        min=1,
    ),
]
Again = Annotated[
    bool,
    typer.Option("--again", help="Fit anew what the files say under 'fitted', to the same targets."),
]
