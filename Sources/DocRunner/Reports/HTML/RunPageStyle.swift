extension RunPage {
    /// The looks of the page of a run.
    static let style =
        Stylesheet.common + """
            body { font-family: var(--sans); font-size: 15px; }
            header, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.2rem; }
            header { padding-top: 2.2rem; }
            footer { color: var(--soft); font-size: 0.85rem; padding: 3rem 1.2rem 2rem; }
            small { font-weight: 400; color: var(--soft); font-size: 0.85em; }
            .facts, .place { color: var(--soft); font-size: 0.88rem; margin: 0 0 0.3em; overflow-wrap: anywhere; }
            .verdict { font-size: 1.25rem; font-weight: 600; margin: 0 0 0.7em; }
            .points { color: var(--soft); font-weight: 400; font-size: 1rem; margin-left: 0.8em; }
            .held, .held-another-way { color: var(--held); } .changed, .would-change { color: var(--changed); }
            .failed, .unreachable { color: var(--failed); } .broken { color: var(--broken); }
            .skipped, .passed-over, .none { color: var(--skipped); }
            .fill-held, .fill-held-another-way { fill: var(--held); }
            .fill-changed, .fill-would-change { fill: var(--changed); }
            .fill-failed, .fill-unreachable { fill: var(--failed); } .fill-broken { fill: var(--broken); }
            .fill-skipped, .fill-passed-over { fill: var(--skipped); } .fill-none { fill: var(--line); }
            .proportions { display: block; width: 100%; height: 12px; border-radius: 6px; }
            .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.2em 1.4em; margin: 0.7em 0 0; }
            .mark { font-weight: 700; }
            .failure { border: 1px solid var(--line); border-left: 4px solid var(--failed); border-radius: 6px;
              padding: 0.2rem 1.1rem 0.6rem; margin: 0 0 1.2rem; color: inherit; }
            .failure.broken { border-left-color: var(--broken); }
            .failure h3, article > h3 { margin-top: 0.8em; }
            .host-end { border-top: 1px solid var(--line); padding-top: 0.1rem; margin-top: 0.6rem; }
            .host-end h4 { margin: 0.7em 0 0.3em; }
            .badge { font-size: 0.75rem; font-weight: 600; border: 1px solid; border-radius: 1em; padding: 0.1em 0.7em;
              margin-left: 0.5em; white-space: nowrap; }
            .badge.lab-wrong { color: var(--failed); } .badge.lab-broken { color: var(--changed); }
            .badge.check-broken { color: var(--broken); }
            .cause { font-weight: 600; margin: 0 0 0.6em; }
            .found { margin: 0 0 0.3em; } .found summary { color: var(--soft); font-size: 0.88rem; }
            .found pre { margin: 0.4em 0 0.8em; }
            .difference, .message { margin: 0 0 0.5em; }
            .message { border-left: 3px solid var(--accent); padding-left: 0.7em; margin-top: 0.3em; }
            .message + .message { margin-top: -0.5em; padding-top: 0.2em; }
            pre { font-size: 0.8rem; padding: 0.6em 0.9em; max-height: 34rem; overflow: auto; }
            .evidence .added { background: var(--added); color: var(--held); }
            .evidence .removed { background: var(--removed); color: var(--failed); }
            .evidence .hunk, .omitted { color: var(--soft); }
            .output .stderr { color: var(--changed); }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: 0.32em 0.5em; border-bottom: 1px solid var(--line); vertical-align: top; }
            thead th { font-size: 0.8rem; color: var(--soft); font-weight: 500; }
            .steps th[scope=row] { font-weight: 600; min-width: 11rem; }
            .steps th small { display: block; overflow-wrap: anywhere; }
            .section { padding-top: 1.3em; font-weight: 650; }
            .host, .cell { text-align: center; }
            .cell { font-weight: 700; }
            .time { text-align: right; white-space: nowrap; color: var(--soft); }
            .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
            .rates { width: auto; } .rates td { text-align: right; } .rates tr:last-child * { font-weight: 700; }
            .mutations { list-style: none; padding-left: 0; }
            .moments { width: auto; } .moments td, .moments th { border: 0; padding: 0.1em 0.9em 0.1em 0; font-weight: 400; }
            .moments th { color: var(--soft); white-space: nowrap; }
            .timeline { display: block; width: 100%; max-width: 720px; font-size: 13px; }
            .timeline text { fill: var(--ink); } .timeline circle { fill: var(--ink); }
            .timeline .good { stroke: var(--held); stroke-width: 5; } .timeline .bad { stroke: var(--failed); stroke-width: 5; }
            .timeline .tick { stroke: var(--soft); stroke-width: 1; }
            details.step { border-bottom: 1px solid var(--line); padding: 0.35em 0; scroll-margin-top: 1rem; }
            details.step:target { background: var(--card); }
            .about { color: var(--soft); overflow-wrap: anywhere; }
            @media print {
              pre { max-height: none; overflow: visible; }
              details:not([open]), footer { display: none; }
              .failure, tr { break-inside: avoid; }
              .scroll { overflow: visible; }
            }

            """
}
