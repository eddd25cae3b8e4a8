"""Benefits: names of what products deliver, people value and messages dwell on; a world may have its own.

A benefit is a name and nothing else: what it is worth stands under each segment's `values`, what a product
delivers of it under its `attributes`. So worlds of unlike goods need no list in common, and the names are the
scenario's (`Scenario.benefits`). Sums over benefits are formed in its order; another name for one changes
nothing, and neither does one more that is delivered, valued and spoken of nowhere.

One name has a meaning: emphasis on the benefit `price` is talk of price, where a message does not say
otherwise (`Message.about_price`). Source: of attributes as a list of the researcher's, Lancaster (1966),
Journal of Political Economy 74(2).
"""

from typing import Annotated

from pydantic import Field

NAME_OF_BENEFIT = r"^[^\s,/|\\<>\[\]{}\"`][^,/|\\<>\[\]{}\"`\n\r\t]*$"
"""Names stand in tables as parts of columns, `believed_NAME`, so they hold no marks of other languages."""
type Benefit = Annotated[str, Field(min_length=1, max_length=40, pattern=NAME_OF_BENEFIT)]
BENEFITS: tuple[Benefit, ...] = ("price", "quality", "expertise", "convenience", "novelty", "support")
"""The benefits of a world that names none of its own; messages of the library dwell on these."""
MOST_BENEFITS = 24
PRICE: Benefit = "price"
"""The benefit with a meaning: emphasis on it is talk of price."""
