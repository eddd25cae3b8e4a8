"""6, 7, 9, 11 … 15: patterns that are not asked: a mechanism is missing, or gives them by its form."""

from simulator.studies.validation.empirical_patterns import Pattern

PATTERNS = (
    Pattern(
        6,
        "customers won by word of mouth are worth about twice as much in the long run",
        "Villanueva, Yoo & Hanssens (2008), Journal of Marketing Research 45(1)",
        counts=True,
        remark="no lifetime value by what won a customer",
    ),
    Pattern(
        7,
        "training raises sales by 1.8 % a module",
        "Fisher, Gallino & Netessine (2021), Manufacturing & Service Operations Management 23(4)",
        counts=False,
        remark="what training does to expertise is given by who trains; meant as a default",
    ),
    Pattern(
        9,
        "authorized sellers keep to a price floor more than others; the two hardly touch each other",
        "Israeli, Anderson & Coughlan (2016), Marketing Science 35(4)",
        counts=False,
        remark="a floor stands in a contract, so it binds nobody without one: given, not found",
    ),
    Pattern(
        11,
        "differentiated offers, rules of engagement and dual compensation lower destructive competition",
        "Sa Vinhas & Anderson (2005), Journal of Marketing Research 42(4)",
        counts=False,
        remark="territories, own products and compensation are terms that a scenario gives; V12 and "
        "`tests/laws/test_compensation.py` ask what each does",
    ),
    Pattern(
        12,
        "some bootlegging is tolerated, and optimally so",
        "Dutta, Bergen & John (1994), Marketing Science 13(1)",
        counts=True,
        remark="goods may pass beside contracts, but nobody chooses how much of it to tolerate",
    ),
    Pattern(
        13,
        "deals go with low brand equity; store image and distribution intensity with high",
        "Yoo, Donthu & Lee (2000), Journal of the Academy of Marketing Science 28(2)",
        counts=False,
        remark="brand equity has this form by what the paper found: given, not found",
    ),
    Pattern(
        14,
        "retention rises with tenure",
        "Fader & Hardie (2007), Journal of Interactive Marketing 21(1)",
        counts=True,
        remark="customers leave with chances that differ between them, so it follows: given, not found",
    ),
    Pattern(
        15,
        "about 70 % of marketing's leads are never followed up under quota pressure",
        "Sabnis, Chatterjee, Grewal & Lilien (2013), Journal of Marketing 77(1)",
        counts=False,
        remark="a sales team has hours, but no leads that wait",
    ),
)
