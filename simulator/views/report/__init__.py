"""The report: a comparison as one page that stands alone.

`write_report` is the door. `content` gathers what is told, in words and numbers; `page.html` says how it
looks; pictures are drawn by `simulator.views.pictures` and stand in the page as SVG. No request leaves it.
"""
