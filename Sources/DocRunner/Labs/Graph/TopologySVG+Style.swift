extension TopologySVG {
    /// Colours and letters; hues are those of the groups by turns.
    static let style = """
        <style>
        text { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2933 }
        .role { font-size: 15px; font-weight: 600; fill: currentColor }
        .name { font-size: 15px; font-weight: 600 }
        .address, .public { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 13px }
        .public { font-size: 11.5px; fill: #7b8794 }
        .further { font-size: 12px; fill: currentColor }
        .bar { font-family: ui-monospace, "DejaVu Sans Mono", monospace; fill: #fff }
        .middle { text-anchor: middle } .end { text-anchor: end }
        .page { fill: #fff } .network { fill: #3e4c59 }
        .wire { stroke: #9aa5b1; stroke-width: 2; fill: none }
        .computer { fill: #f5f7fa; stroke: #9aa5b1; stroke-width: 1.5 }
        .panel { fill: currentColor; fill-opacity: .09; stroke: currentColor; stroke-opacity: .35 }
        .card { fill: #fff; stroke: currentColor; stroke-opacity: .3 } .edge { fill: currentColor }
        .pill { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-dasharray: 5 4 }
        .life { stroke: #9aa5b1; stroke-dasharray: 2 5; fill: none } .outside { color: #7b8794 }
        .way { stroke: currentColor; stroke-width: 2; fill: none } .head, .mouth { fill: currentColor }
        .by { font-size: 12.5px; stroke: #fff; stroke-width: 5px; stroke-linejoin: round; paint-order: stroke }
        .hue0 { color: #0b7285 } .hue1 { color: #5f3dc4 } .hue2 { color: #2b8a3e }
        .hue3 { color: #d9480f } .hue4 { color: #1864ab } .hue5 { color: #a61e4d }
        @media (prefers-color-scheme: dark) {
            text { fill: #e4e7eb } .page { fill: #16191d } .card, .computer { fill: #23282e } .public { fill: #9aa5b1 }
            .by { stroke: #16191d }
            .hue0 { color: #3bc9db } .hue1 { color: #b197fc } .hue2 { color: #69db7c }
            .hue3 { color: #ffa94d } .hue4 { color: #74c0fc } .hue5 { color: #f783ac }
        }
        </style>
        """
}
