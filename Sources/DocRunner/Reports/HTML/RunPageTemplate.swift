extension RunPage {
    /// The body of the page.
    static let template = """
        <header>
        <p class="facts">{{facts}}</p>
        <h1>{{title}}</h1>
        <p class="verdict {{#isGood}}held{{/isGood}}{{^isGood}}failed{{/isGood}}">{{verdict}}\
        {{#points}}<span class="points">{{.}}</span>{{/points}}</p>
        {{{proportions}}}
        <ul class="legend">
        {{#legend}}<li><span class="mark {{look}}" aria-hidden="true">{{mark}}</span> {{text}}</li>{{/legend}}
        </ul>
        {{#verdicts}}<p class="facts">{{.}}</p>{{/verdicts}}
        </header>
        <main>
        {{#failures}}
        {{#first()}}<h2>What does not hold</h2>{{/first()}}
        <article class="failure {{look}}">
        <h3><span class="mark {{look}}" aria-hidden="true">{{mark}}</span> {{id}} <small>{{word}}</small></h3>
        <p>{{title}}<br><span class="place">{{place}}{{#hints}} · hints shown: {{.}}{{/hints}}</span></p>
        \(hosts(open: true))
        </article>
        {{/failures}}
        {{#drills}}
        {{#first()}}<h2>Drills</h2>{{/first()}}
        <article>
        <h3>{{id}}</h3>
        {{{drawing}}}
        <table class="moments">
        {{#moments}}<tr><td class="time">{{offset}}</td><th scope="row">{{phase}}</th><td>{{host}}</td>\
        <td>{{detail}}</td></tr>
        {{/moments}}
        </table>
        </article>
        {{/drills}}
        \(trust)
        <h2>Every step</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Every step on every host">
        <table class="steps">
        <thead><tr><th scope="col">Step</th>{{#hosts}}<th scope="col" class="host">{{.}}</th>{{/hosts}}\
        <th scope="col" class="time">Time</th></tr></thead>
        {{#sections}}
        <tbody>
        {{#title}}<tr><th class="section" colspan="{{span}}" scope="rowgroup">{{.}}</th></tr>{{/title}}
        {{#rows}}<tr><th scope="row"><a href="#step-{{id}}">{{id}}</a><small>{{title}}</small></th>\
        {{#cells}}<td class="cell {{look}}" title="{{word}}"><span aria-hidden="true">{{mark}}</span>\
        <span class="hidden">{{word}}</span></td>{{/cells}}\
        <td class="time">{{time}}</td></tr>
        {{/rows}}
        </tbody>
        {{/sections}}
        </table>
        </div>
        {{#notices}}
        {{#first()}}<h2>Notes</h2><ul>{{/first()}}<li>{{.}}</li>{{#last()}}</ul>{{/last()}}
        {{/notices}}
        <h2>In full</h2>
        {{#steps}}
        <details class="step" id="step-{{id}}">
        <summary><span class="mark {{look}}" aria-hidden="true">{{mark}}</span> <b>{{id}}</b> \
        <span class="about">{{title}}</span></summary>
        <p class="place">{{kind}} · {{place}} · {{word}}{{#hints}} · hints shown: {{.}}{{/hints}}</p>
        \(hosts(open: false))
        </details>
        {{/steps}}
        </main>
        <footer>Written by labctl; this page loads nothing and runs nothing.</footer>
        """

    /// What a selftest broke, and whether it was noticed.
    private static let trust = """
        {{#trust}}
        <h2>Broken on purpose</h2>
        <table class="rates">
        <thead><tr><th scope="col">Kind</th><th scope="col">on hosts</th><th scope="col">false answers</th>\
        <th scope="col">noticed</th></tr></thead>
        <tbody>{{#rates}}<tr><th scope="row">{{name}}</th><td>{{onHosts}}</td><td>{{ofAnswers}}</td>\
        <td>{{rate}}</td></tr>
        {{/rates}}</tbody>
        </table>
        {{#doubts}}<p class="message">{{.}}</p>{{/doubts}}
        {{#steps}}
        <details class="step"{{#isOpen}} open{{/isOpen}}>
        <summary><b>{{id}}</b> <span class="about">{{count}}</span></summary>
        <ul class="mutations">
        {{#mutations}}<li><span class="mark {{look}}" aria-hidden="true">{{mark}}</span> {{host}}: {{title}} \
        <small>{{word}} · {{place}}</small>{{#said}}<br><span class="place">{{.}}</span>{{/said}}</li>
        {{/mutations}}
        </ul>
        </details>
        {{/steps}}
        {{/trust}}
        """

    /// The hosts of a step: how it ended there, what differed, what was printed.
    private static func hosts(open: Bool) -> String {
        """
        {{#hosts}}
        <section class="host-end">
        <h4>{{name}} <small class="{{look}}">{{word}}</small> <small>{{time}}</small>\
        {{#judgement}} <span class="badge {{name}}" title="{{meaning}}">{{words}}</span>{{/judgement}}</h4>
        {{#cause}}<p class="cause">{{.}}</p>{{/cause}}
        {{#differences}}
        <p class="difference">{{#isChanged}}<small>before:</small> {{/isChanged}}{{summary}}</p>
        {{#hasEvidence}}<pre class="evidence">{{#omitted}}<span class="omitted">… {{.}} lines before …</span>
        {{/omitted}}{{#lines}}<span class="{{look}}">{{text}}</span>
        {{/lines}}</pre>{{/hasEvidence}}
        {{/differences}}
        {{#hasOutput}}
        <details\(open ? " open" : "")><summary>What it printed</summary>
        <pre class="output">{{#omittedOutput}}<span class="omitted">… {{.}} lines before …</span>
        {{/omittedOutput}}{{#output}}<span class="{{look}}">{{text}}</span>
        {{/output}}</pre></details>
        {{/hasOutput}}
        {{#message}}<p class="message">{{.}}</p>{{/message}}
        {{#evidence}}
        <details class="found"><summary>{{title}}</summary><pre>{{text}}</pre></details>
        {{/evidence}}
        </section>
        {{/hosts}}
        """
    }
}
