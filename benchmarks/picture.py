"""results.svg: what a transfer costs in each system, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from benchmarks.figures import SCRIP, Results, System

EXISTING, NEW = "transfer_existing", "transfer_new"

WIDTH = 800
LEFT, RIGHT = 214, 72  # room for names, and for the figure behind the longest bar
TOP, BOTTOM = 76, 34
GROUP_HEAD, ROW, BAR = 26, 36, 12
MARGIN = 20
STEP = 100_000

STYLE = """
    .panel { fill: #ffffff; stroke: #d0d7de }
    text { font-family: -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 12px; fill: #1f2328 }
    text { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
    .title { font-size: 16px; font-weight: 600 }
    .faint { fill: #59636e }
    .small { font-size: 11px }
    .strong { font-weight: 600 }
    .grid { stroke: #d8dee4 }
    .existing { fill: #3b6ea5 } .new { fill: #a9c4e0 }
    .line-existing { stroke: #3b6ea5 } .line-new { stroke: #a9c4e0 }
    .scrip.existing { fill: #1a7f4b } .scrip.new { fill: #86d1a6 }
    @media (prefers-color-scheme: dark) {
      .panel { fill: #0d1117; stroke: #3d444d }
      text { fill: #f0f6fc; stroke: #0d1117 }
      .faint { fill: #9198a1 }
      .grid { stroke: #2a3038 }
      .existing { fill: #5b9bd9 } .new { fill: #2f4f70 }
      .line-existing { stroke: #5b9bd9 } .line-new { stroke: #48719c }
      .scrip.existing { fill: #3fb970 } .scrip.new { fill: #1f6b3f }
    }"""


def draw(results: Results) -> str:
    """The picture, of the systems that have both kinds of transfer; the cheapest of each group on top."""
    shown = [system for system in results.systems if system.gas.get(EXISTING) and system.gas.get(NEW)]
    shown.sort(key=lambda system: (system.gas[EXISTING], system.title))
    groups = [
        ("Checks each transfer against rules about the holders", [system for system in shown if system.has_rules]),
        ("Plain ERC-20: no rules", [system for system in shown if not system.has_rules]),
    ]
    longest = max(_figure(system, row) for system in shown for row in (EXISTING, NEW))
    scale = (WIDTH - LEFT - RIGHT) / longest
    height = TOP + sum(GROUP_HEAD + ROW * len(systems) for _, systems in groups) + BOTTOM
    marks = [(LEFT + gas * scale, gas) for gas in range(0, longest + 1, STEP)]
    body = _head()
    y = TOP
    for name, systems in groups:
        body.append(_text(MARGIN, y + 16, name, "faint strong"))
        y += GROUP_HEAD
        body += [_mark(x, y, y + ROW * len(systems)) for x, _ in marks]
        for system in systems:
            body += _bars(system, y, scale)
            y += ROW
    body += [_text(x, y + 18, f"{gas:,}", "faint small", "middle") for x, gas in marks]
    return _document(height, body)


def _head() -> list[str]:
    """Title, and a legend of four small boxes."""
    parts = [_text(MARGIN, 30, "What a transfer costs: gas of the whole transaction", "title")]
    x = MARGIN
    legend = (
        ("existing", "to an existing holder", 150),
        ("new", "to a new holder", 122),
        ("quoted", "hatched: quoted, not measured in this run", 0),
    )
    for kind, words, width in legend:
        parts.append(_box(x, 46, 12, 12, "existing", quoted=True) if kind == "quoted" else _box(x, 46, 12, 12, kind))
        parts.append(_text(x + 18, 56, words, "faint"))
        x += width + 18
    return parts


def _mark(x: float, top: int, bottom: int) -> str:
    return f'<line class="grid" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}"/>'


def _bars(system: System, y: int, scale: float) -> list[str]:
    """Name, two bars, two figures."""
    mine = " scrip" if system.key == SCRIP else ""
    parts = [_text(LEFT - 10, y + 17, system.title + (" (quoted)" if system.quoted else ""), mine and "strong", "end")]
    for number, (row, kind) in enumerate(((EXISTING, "existing"), (NEW, "new"))):
        top = y + 3 + number * (BAR + 1)
        length = _figure(system, row) * scale
        parts.append(_box(LEFT, top, length, BAR, kind + mine, system.quoted))
        parts.append(
            _text(LEFT + length + 6, top + BAR - 2, f"{_figure(system, row):,}", "small" + (mine and " strong"))
        )
    return parts


def _figure(system: System, row: str) -> int:
    return system.gas[row] or 0


def _box(x: float, y: float, width: float, height: float, kind: str, quoted: bool = False) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}"'
    if not quoted:
        return f'<rect class="{kind}" {place}/>'
    return f'<rect {place} fill="url(#{kind})" class="line-{kind}"/>'


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "") -> str:
    attributes = (f' class="{kind}"' if kind else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:.1f}" y="{y:.1f}"{attributes}>{escape(words)}</text>'


def _hatch(kind: str) -> str:
    lines = f'<path class="line-{kind}" d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" stroke-width="2"/>'
    return f'<pattern id="{kind}" width="6" height="6" patternUnits="userSpaceOnUse">{lines}</pattern>'


def _document(height: int, body: Sequence[str]) -> str:
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="Gas of a transfer, by system">',
        f"<style>{STYLE}\n</style>",
        f"<defs>{_hatch('existing')}{_hatch('new')}</defs>",
        f'<rect class="panel" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="6"/>',
    ]
    return "\n".join([*head, *body, "</svg>"]) + "\n"
