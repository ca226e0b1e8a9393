extension Handout {
    /// The body of a chapter's page.
    static let template = """
        <div class="page">
        <header>
        <p class="facts">{{facts}}</p>
        <h1>{{{heading}}}</h1>
        {{#summary}}<p class="summary">{{.}}</p>{{/summary}}
        {{#requires}}{{#first()}}<p class="facts">Comes after {{/first()}}<a href="{{address}}">{{title}}</a>\
        {{^last()}}, {{/last()}}{{#last()}}</p>{{/last()}}{{/requires}}
        </header>
        {{#hasContents}}
        <nav class="contents" aria-label="Contents">
        <h2>Contents</h2>
        <ol>
        {{#contents}}<li><a href="{{address}}">{{title}}</a></li>
        {{/contents}}
        </ol>
        </nav>
        {{/hasContents}}
        <main>
        {{{body}}}
        </main>
        <footer>
        {{#before}}<a href="{{address}}" rel="prev">← {{title}}</a>{{/before}}
        {{#after}}<a href="{{address}}" rel="next">{{title}} →</a>{{/after}}
        </footer>
        </div>
        """
}

extension StepCard {
    /// One step. Without line ends between the parts of `pre`, which would be shown.
    static let template = """
        <section class="step {{kind}}" id="{{id}}" aria-label="Step {{id}}">
        <header><span class="kind">{{kind}}</span> <a class="id" href="#{{id}}">{{id}}</a>\
        {{#hosts}}<span class="hosts">on {{.}}</span>{{/hosts}}</header>
        {{#title}}<p class="title">{{.}}</p>{{/title}}
        {{#fields}}{{#first()}}<dl>{{/first()}}<div><dt>{{name}}</dt>{{#value}}<dd><code>{{.}}</code></dd>{{/value}}</div>\
        {{#last()}}</dl>{{/last()}}{{/fields}}
        {{#variants}}{{#isFirst}}{{#whose}}<p class="variant">on {{.}}</p>{{/whose}}<pre><code>{{{code}}}</code></pre>{{/isFirst}}\
        {{^isFirst}}<details><summary>on {{whose}}</summary><pre><code>{{{code}}}</code></pre></details>{{/isFirst}}\
        {{/variants}}
        {{#notes}}{{#first()}}<p class="notes">{{/first()}}{{words}}\
        {{#links}} <a href="#{{.}}">{{.}}</a>{{^last()}},{{/last()}}{{/links}}\
        {{^last()}} · {{/last()}}{{#last()}}</p>{{/last()}}{{/notes}}
        </section>

        """
}
