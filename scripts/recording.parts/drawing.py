"""A recorded terminal as an SVG that plays: each row once, shown from when to when it was there, in a window that scrolls."""

from html import escape

LINE, WIDTH, MARGIN = 18, 8.43, 14  # pixels; 14 px monospaced letters are about 8.4 px wide

STYLE = """
svg { --paper: #fff; --ink: #1f2328; --rim: #d1d9e0; --dim: #6e7781; --red: #cf222e; --green: #1a7f37;
  --yellow: #9a6700; --blue: #0969da; --magenta: #8250df; --cyan: #1b7c83; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #0d1117; --ink: #e6edf3; --rim: #30363d; --dim: #8b949e; --red: #ff7b72; --green: #3fb950;
    --yellow: #d29922; --blue: #58a6ff; --magenta: #bc8cff; --cyan: #39c5cf; } }
.paper { fill: var(--paper); stroke: var(--rim); }
text { font: 14px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--ink);
  white-space: pre; }
.b { font-weight: 700 } .dim { fill: var(--dim) } .red { fill: var(--red) } .green { fill: var(--green) }
.yellow { fill: var(--yellow) } .blue { fill: var(--blue) } .magenta { fill: var(--magenta) } .cyan { fill: var(--cyan) }
.key { fill: var(--blue); font-weight: 700 }
.line { fill: var(--blue); transform-origin: 0 0 }
.gone { visibility: hidden }
"""

NAMES = {1: "b", 2: "dim", **dict(zip(range(31, 37), "red green yellow blue magenta cyan".split())),
         **dict(zip(range(91, 97), "red green yellow blue magenta cyan".split()))}


def draw(terminal, duration, still, title, keys):
    """The SVG. `still` is the second that a reader sees who wants no motion; `keys` are the (row, columns) that were typed."""
    moments = Moments(duration)
    groups = {}
    for number, versions in sorted(terminal.history.items()):
        for index, (begin, cells) in enumerate(versions):
            end = versions[index + 1][0] if index + 1 < len(versions) else duration
            if any(c != " " for c, _ in cells) and end - begin > 0.02:
                groups.setdefault((begin, end), []).append(row(number, cells, keys.get(number, ())))
    rows = []
    for (begin, end), texts in sorted(groups.items()):
        hidden = " gone" if not begin <= still < end else ""
        rows.append(f'<g class="{moments.shown(begin, end)}{hidden}">{"".join(texts)}</g>')
    width = round(terminal.columns * WIDTH + 2 * MARGIN)
    height = terminal.height * LINE + 2 * MARGIN
    top = max((t for t in terminal.tops if t[0] <= still), default=(0, 0))[1]
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="title">
<title id="title">{escape(title)}</title>
<style>{STYLE}{moments.style(terminal.tops)}</style>
<rect class="paper" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>
<svg x="{MARGIN}" y="{MARGIN}" width="{width - 2 * MARGIN}" height="{terminal.height * LINE}">
<g class="scroll" xml:space="preserve" transform="translate(0 {-top * LINE})">
{chr(10).join(rows)}
</g>
</svg>
<rect class="line" x="8" y="{height - 3}" width="{width - 16}" height="2" rx="1"/>
</svg>
"""


def row(number, cells, typed):
    """One row as text; each run of one look says where it begins, so columns stand whatever the letters' width."""
    runs, y = [], number * LINE + 13
    for column, (character, look) in enumerate(cells):
        names = ("key",) if column in typed else tuple(NAMES[n] for n in look if n in NAMES)
        if runs and runs[-1][1] == names:
            runs[-1][2] += character
        else:
            runs.append([column, names, character])
    if runs and not runs[-1][1]:
        runs[-1][2] = runs[-1][2].rstrip()
    spans = []
    for column, names, text in runs:
        look = f' class="{" ".join(names)}"' if names else ""
        spans.append(f'<tspan x="{column * WIDTH:.4g}"{look}>{escape(text)}</tspan>' if text else "")
    return f'<text y="{y}">{"".join(spans)}</text>'


class Moments:
    """The times of a recording as CSS: a class for each time in which rows are there."""

    def __init__(self, duration):
        self.duration, self.classes = duration, {}

    def percent(self, second):
        return f"{100 * second / self.duration:.2f}%"

    def shown(self, begin, end):
        return self.classes.setdefault((begin, end), f"k{len(self.classes)}")

    def style(self, tops):
        lines = []
        for (begin, end), name in self.classes.items():
            frames = f"{self.percent(begin)} {{ visibility: visible }}"
            if begin > 0:
                frames = "0% { visibility: hidden } " + frames
            if end < self.duration:
                frames += f" {self.percent(end)} {{ visibility: hidden }}"
            lines.append(f"@keyframes {name} {{ {frames} }} .{name} {{ animation-name: {name} }}")
        scroll = " ".join(f"{self.percent(at)} {{ transform: translateY({-top * LINE}px) }}" for at, top in tops)
        names = ", ".join(f".{name}" for name in self.classes.values())
        return (
            f"@media (prefers-reduced-motion: no-preference) {{\n" + "\n".join(lines)
            + f"\n@keyframes scroll {{ {scroll} }}\n.scroll {{ animation-name: scroll }}"
            + "\n@keyframes line { from { transform: scaleX(0) } to { transform: scaleX(1) } }"
            + f"\n.line {{ animation: line {self.duration:.1f}s linear infinite }}"
            + f"\n.scroll, {names} {{ animation-duration: {self.duration:.1f}s; animation-iteration-count: infinite;"
            + " animation-timing-function: step-end }\n}\n")
