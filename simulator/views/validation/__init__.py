"""The validation table: on the terminal, for other programs, and published as Markdown and HTML.

`table` says what stands in it; `render` fills `page.html` and `page.md`. No request leaves the page.
"""
