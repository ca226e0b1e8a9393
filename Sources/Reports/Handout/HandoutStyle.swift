extension Handout {
    /// The looks of a chapter's page.
    static let style =
        Stylesheet.common + """
            .page { max-width: 44rem; margin: 0 auto; padding: 2.6rem 1.2rem 3rem; }
            .page > header { margin-bottom: 1.6rem; }
            .facts { font: 0.85rem var(--sans); color: var(--soft); margin: 0 0 0.5em; }
            .summary { font-size: 1.15rem; color: var(--soft); font-style: italic; text-wrap: pretty; }
            .contents { border: solid var(--line); border-width: 1px 0; padding: 0.9rem 0 0.7rem; margin-bottom: 1.8rem; font-family: var(--sans); }
            .contents h2 { font-size: 0.8rem; margin: 0 0 0.4em; color: var(--soft); font-weight: 500; }
            .contents ol { margin: 0; padding-left: 2em; font-size: 0.92rem; line-height: 1.7; }
            .contents a { text-decoration: none; } .contents a:hover { text-decoration: underline; }
            main h2 { border-top: 1px solid var(--line); padding-top: 1.1em; }
            main p { hyphens: auto; text-wrap: pretty; }
            main img { display: block; margin: 1.6rem auto; background: #fff; border-radius: 6px; }
            blockquote { margin: 1.4em 0; padding: 0.8em 1.1em 0.1em; background: var(--card); border-left: 3px solid var(--accent);
              border-radius: 0 6px 6px 0; font-size: 0.95em; }
            :target { scroll-margin-top: 1.2rem; }
            .step { border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 6px;
              margin: 1.5em 0; padding: 0.7em 1em 0.75em; font-family: var(--sans); font-size: 0.9rem; }
            .step:target { box-shadow: 0 0 0 2px var(--accent); }
            .step.check { border-left-color: var(--held); } .step.fault { border-left-color: var(--failed); }
            .step > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1em 0.7em; }
            .kind { font-size: 0.74rem; letter-spacing: 0.03em; color: var(--paper); background: var(--accent);
              border-radius: 3px; padding: 0.1em 0.5em; }
            .check .kind { background: var(--held); } .fault .kind { background: var(--failed); }
            .id { font-weight: 650; color: inherit; text-decoration: none; } .id:hover { text-decoration: underline; }
            .hosts { color: var(--soft); margin-left: auto; text-align: right; }
            .step .title { margin: 0.25em 0 0; color: var(--soft); overflow-wrap: anywhere; hyphens: none; }
            .step dl { margin: 0.5em 0 0; display: grid; gap: 0.15em; }
            .step dl div { display: flex; gap: 0.7em; } .step dt { color: var(--soft); min-width: 3.4em; }
            .step dd { margin: 0; overflow-wrap: anywhere; } .step dd code { font-size: 0.92em; white-space: pre-wrap; }
            .step pre { margin: 0.6em 0 0; font-size: 0.8rem; border: 0; }
            .step i { color: var(--soft); font-style: normal; } .step b { font-weight: 650; }
            var { font-style: normal; color: var(--accent); }
            .step .variant { margin: 0.5em 0 -0.3em; color: var(--soft); font-size: 0.85rem; }
            .step details { margin-top: 0.5em; } .step summary { color: var(--soft); font-size: 0.85rem; }
            .step .notes { margin: 0.6em 0 0; color: var(--soft); font-size: 0.82rem; hyphens: none; }
            .page > footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1em; margin-top: 3.5rem;
              border-top: 1px solid var(--line); padding-top: 1.2rem; font: 0.92rem var(--sans); }
            .chapters li { margin-bottom: 1.2em; } .chapters p { margin: 0.2em 0 0; color: var(--soft); }
            small { color: var(--soft); font-family: var(--sans); }
            @media (min-width: 76rem) {
              .page { max-width: 66rem; display: grid; grid-template-columns: 44rem 1fr; column-gap: 4rem; }
              .page > header, main, .page > footer { grid-column: 1; min-width: 0; }
              .contents { grid-column: 2; grid-row: 1 / 4; align-self: start; position: sticky; top: 2rem;
                border: 0; max-height: calc(100vh - 4rem); overflow-y: auto; }
              .contents ol { font-size: 0.84rem; line-height: 1.5; } .contents li { margin-bottom: 0.45em; }
            }
            @media print {
              .page { display: block; max-width: none; padding: 0; }
              .contents { position: static; max-height: none; border: solid var(--line); border-width: 1px 0; }
              .page > footer { display: none; }
              .step > header, .step dl { break-after: avoid; } .step { break-inside: auto; }
              .step summary { list-style: none; }
              details::details-content { content-visibility: visible; display: block; }
              main img { break-inside: avoid; max-height: 10cm; }
            }

            """
}
