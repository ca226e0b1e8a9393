/// The looks that the report and the handout share: type, colours for light and dark, code, paper.
enum Stylesheet {
    /// Type, colours and code.
    static let common = """

        :root {
          --paper: #fdfcf9; --ink: #22262b; --soft: #5f676f; --line: #ddd9cf; --card: #f5f2ea; --accent: #1f5f54;
          --held: #2d7a46; --changed: #8a6100; --failed: #b3261e; --broken: #8c2f8c; --skipped: #6b7280;
          --added: #e3f3e6; --removed: #fbe7e4;
          --serif: Charter, "Bitstream Charter", "Source Serif 4", Georgia, "DejaVu Serif", serif;
          --sans: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif;
          --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #16191c; --ink: #e4e2dc; --soft: #a0a6ac; --line: #363b40; --card: #1f2327; --accent: #7cc7b8;
            --held: #74c98c; --changed: #e2b453; --failed: #ff8a7d; --broken: #d992d9; --skipped: #9aa1a8;
            --added: #1c3325; --removed: #402220;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 var(--serif); }
        h1, h2, h3, h4 { font-family: var(--sans); line-height: 1.25; font-weight: 650; text-wrap: balance; }
        h1 { font-size: 2rem; letter-spacing: -0.015em; margin: 0 0 0.4em; }
        h2 { font-size: 1.35rem; margin: 2.4em 0 0.6em; }
        h3 { font-size: 1.08rem; margin: 1.8em 0 0.4em; }
        p, ul, ol { margin: 0 0 1em; }
        a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
        a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
          outline: 2px solid var(--accent); outline-offset: 2px;
        }
        code, pre { font-family: var(--mono); font-size: 0.84em; }
        code { background: var(--card); border-radius: 3px; padding: 0.1em 0.3em; overflow-wrap: break-word; }
        pre { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 0.8em 1em;
          overflow-x: auto; line-height: 1.5; margin: 0 0 1em; tab-size: 4; }
        pre code { background: none; padding: 0; font-size: 1em; border-radius: 0; overflow-wrap: normal; }
        img, svg { max-width: 100%; height: auto; }
        summary { cursor: pointer; font-family: var(--sans); }
        @media print {
          :root { --paper: #fff; --ink: #000; --soft: #444; --card: #f6f6f6; --line: #bbb; }
          body { font-size: 10.5pt; }
          a { color: inherit; }
          pre, pre code { white-space: pre-wrap; overflow: visible; overflow-wrap: anywhere; }
          h1, h2, h3, h4 { break-after: avoid; }
          @page { margin: 18mm 16mm; }
        }

        """
}
