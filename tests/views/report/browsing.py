"""A page in a headless browser without network: what it asks for, complains of, draws and prints."""

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DESK, PHONE, PAPER = 1200, 390, 600
"""Widths [px]; a sheet of A4 or letter has some 720, or 600 within wide margins."""

DRAWN = """all => all.filter(one => one.getBoundingClientRect().width > 0).map(one => {
    const seen = flat => part => {
        const box = part.getBBox(), look = getComputedStyle(part);
        const sides = [box.width, box.height].filter(side => side > 0).length;
        return sides > (flat ? 0 : 1) && (look.fill !== 'none' || look.stroke !== 'none');
    };
    const count = (kind, parts, flat) => [...one.querySelectorAll(`g[id*="-${kind}_"]`)]
        .flatMap(group => [...group.querySelectorAll(parts)]).filter(seen(flat)).length;
    return {
        name: one.querySelector('g[id*="figure_"]').id.split('-figure_')[0],
        dots: count('PathCollection', 'use', false),
        areas: count('FillBetweenPolyCollection', 'use, path:not(defs path)', true),
        bars: count('patch', 'path[clip-path]', false),
        lines: count('line2d', 'path[clip-path]', true),
    };
})"""
"""What can be seen in each figure: parts with a size, and with a colour."""

DIFFERENCES = """() => {
    const ends = table => {
        const heads = [...table.querySelectorAll('thead th')].map(one => one.textContent);
        const at = heads.findIndex(one => one.startsWith('difference'));
        const cells = at < 0 ? [] : [...table.querySelectorAll('tr')].map(row => row.children[at]);
        return cells.map(cell => cell.getBoundingClientRect().right);
    };
    return [...document.querySelectorAll('table')].map(ends).filter(found => found.length > 0)
        .map(found => Math.max(...found));
}"""

SETTINGS = """all => Math.max(0, ...all.map(one => one.getBoundingClientRect().right))"""

CUT = """all => all.map(one => {
    const seen = [...one.querySelectorAll('svg')].filter(drawn => drawn.getBoundingClientRect().width > 0);
    const right = Math.max(...seen.map(drawn => drawn.getBoundingClientRect().right));
    const said = getComputedStyle(one.querySelector('figcaption'), '::after').content.includes('sideways');
    const fits = seen.length === 1 && (said || right <= document.documentElement.clientWidth);
    return fits ? '' : one.getAttribute('aria-label');
}).filter(name => name)"""


class Seen(NamedTuple):
    """What a browser says of a page."""

    complaints: list[str]
    outside: list[str]
    """Addresses beyond the page that were asked for."""
    figures: dict[str, dict[str, int]]
    """How many dots, areas, bars and lines can be seen in each figure, at the desk or on a phone."""
    overflow: dict[int, int]
    """By how much the page is wider than the window, by the window's width [px]."""
    differences_end_at: list[float]
    """Where the first column of differences of each table that has one ends on a phone [px]."""
    settings_end_at: float
    """Where the widest line of the tables of settings ends on a phone [px]."""
    links_lead_somewhere: list[bool]
    cut_on_phone: list[str]
    """Figures of which a phone shows a part only, and does not say that they can be moved sideways."""
    widest_on_paper: float
    """Of the tables in print [px]."""
    printed: str
    """The text of the printed page."""


def looked_at(page: Path) -> Seen:
    """Open a page at the desk and on a phone, and print it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to import

    asked: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_context(offline=True).new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("requestfailed", lambda request: complaints.append(request.url))
        tab.on("console", lambda said: complaints.extend([said.text] * (said.type in ("error", "warning"))))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        overflow, figures = {}, {}
        for width in (DESK, PHONE):
            tab.set_viewport_size({"width": width, "height": 900})
            tab.goto(page.as_uri())
            overflow[width] = tab.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            shown: list[dict[str, Any]] = tab.eval_on_selector_all("figure svg", DRAWN)
            figures |= {one.pop("name"): one for one in shown}
        differences = tab.evaluate(DIFFERENCES)
        settings = tab.eval_on_selector_all("#differs td, #behind td", SETTINGS)
        cut = tab.eval_on_selector_all("figure", CUT)
        links = tab.eval_on_selector_all(
            "nav a", "all => all.map(one => document.querySelector(one.getAttribute('href')) !== null)"
        )
        tab.emulate_media(media="print")
        tab.set_viewport_size({"width": PAPER, "height": 900})
        widest = max(
            tab.eval_on_selector_all("table", "all => all.map(one => one.getBoundingClientRect().right)")
        )
        raw = tab.pdf()
        browser.close()
    outside = [url for url in asked if not url.startswith(("file:", "data:"))]
    return Seen(
        complaints, outside, figures, overflow, differences, settings, links, cut, widest, text_of(raw)
    )


def text_of(pdf: bytes) -> str:
    """Return the text of a printed page, words apart by one space."""
    from pypdf import PdfReader  # noqa: PLC0415 - slow to import

    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
