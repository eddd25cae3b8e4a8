"""World template: the text of the files of a new world, with a reason beside each number.

What is known stands as it was said; what follows from it says from what; the rest is marked as a choice. What
a dollar sign names is filled in by `world_text`.
"""

from string import Template

WORLD = Template("""\
# Situation  $title, and all its rivals as one, for two kinds of people. Written by `simulator new`.
# Question   Which way to market? $question
# Look for   'fit' holds three numbers that a firm knows: first `simulator fit FILE --write` sets appeals and
#            price sensitivities by them. What is marked 'choice' nobody measured for you: change it.
schema_version: 1
name: $name
situation: $situation
weeks: 52
customers: $people      # as said: people, homes or firms that may need it$sample
candidates: $candidates          # choice: outlets that a customer has at hand at most
units: {quantity_step: 1.0, money_step: $money_step, currency: $currency}
focal: $own

manufacturers:            # opening stock: some four weeks of sales, choice; all else: choice
  $own: {production_weeks: 2, opening_stock: $own_stock, storage_cost: 0.003}
  $rivals: {production_weeks: 2, opening_stock: $rival_stock, storage_cost: 0.003}

products:                 # attributes, reputation: what is delivered and believed at first, of 0 to 1, choice
  $product:
    maker: $own
    category: $category
    unit_cost: $cost      # as said
    list_price: $price      # as said
    attributes: {price: 0.5, quality: 0.7, convenience: 0.6, support: 0.6}
    reputation: {price: 0.5, quality: 0.5, convenience: 0.5, support: 0.5}
    appeal: $appeal           # start value: fit sets it, from units a year
    uncertainty: $uncertainty      # choice: what buying without advice costs [utils]$needs
  $rival:   # unit cost, list price, uncertainty: as yours, choice; appeal: a start, fit sets it
    {maker: $rivals, category: $category, unit_cost: $cost, list_price: $price,
     attributes: {price: 0.5, quality: 0.6, convenience: 0.6, support: 0.5},
     appeal: $appeal, uncertainty: $uncertainty$rival_needs}

# price_sensitivity: a start, fit sets it, from elasticity; all else: choice;
# habits: at which $online % would rather order online than go to a shop, all else equal, $online_basis;
# per_year: needs, of which $met
segments:
  demanding:
    {share: 0.5, price_sensitivity: $low_sensitivity, price_sensitivity_spread: 0.35, reference_talk: 0.5,
     values: {price: 0.4, quality: 1.5, convenience: 0.6, support: 1.0}, information_need: 1.2, loyalty: 0.4,
     tastes: {remote: $remote, expert: 0.6}, media: {ads: 1.0},
     habits: {web_store: $habit, marketplace: $habit}, needs: $need}
  thrifty:
    {share: 0.5, price_sensitivity: $high_sensitivity, price_sensitivity_spread: 0.35, reference_talk: 0.5,
     values: {price: 1.5, quality: 0.8, convenience: 1.0, support: 0.3}, information_need: 0.8, loyalty: 0.2,
     tastes: {remote: $remote, expert: 0.4}, media: {ads: 1.0},
     habits: {web_store: $habit, marketplace: $habit}, needs: $need}

regions: {everywhere: {share: 1.0}}   # choice: one region

media:                    # cost per contact: $contact_share of the list price, choice; all else: choice
  ads: {cost_per_contact: $contact, credibility: 0.3}

response:                 # always aware, known at the start: as said; all else: as in shipped worlds, choice
  {always_aware: $known, retention: 0.9, display: 0.06, word_of_mouth: 0.05, learning: 0.3,
   belief_decay: 0.02}

messages:                 # choice: what is said of both
  merits: {says: {quality: 0.7, support: 0.3}}

campaigns:
  # $advertised
  - {medium: ads, message: merits, weeks: [1, 52], weekly_budget: $budget}
  # choice: by sales, at most $most_advertised times yours
  - {medium: ads, message: merits, product: $rival, weeks: [1, 52], weekly_budget: $rival_budget}

$ways
competition:              # rivals: as many shops as could resell yours, all near the list price; choice
$competition

distribution: $way
""")

FIT = Template("""
fit:                      # what you know; `simulator fit FILE --write` matches the world to it
  targets: {units_a_year: $units, market_share: $share, own_price_elasticity: $elasticity}
  seeds: $seeds
  tolerance: $tolerance$enlarged
""")

OTHER_WAY = Template("""\
# The world of $shown by another way to market; what that is like here stands there, under model_defaults.
extends: $base
name: $name
distribution: $way
""")
