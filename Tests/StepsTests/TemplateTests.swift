import Testing

@testable import Steps

@Suite("Templates")
struct TemplateTests {
    let place = SourcePlace(file: "x.md", line: 10, column: 1)
    let scope = Scope(
        inventory: Inventory(
            name: "celtic",
            hosts: [
                Host(name: "morrigan", address: "10.0.0.43", roles: ["etcd"]),
                Host(name: "balar", address: "10.0.0.44", roles: ["etcd"]),
            ]),
        host: Host(name: "balar", address: "10.0.0.44", roles: ["etcd"]),
        chapter: ["network": .text("routes & <more>")])

    @Test("A name is filled in as it is, not as HTML")
    func plain() throws {
        #expect(
            try Template.fill("a={{network}} {{host.name}}", from: scope, at: place).asData
                == "a=routes & <more> balar")
    }

    @Test("For readers what is known is filled in, and the rest stays as it was written")
    func known() {
        var scope = scope
        scope.values["password"] = .secret("hunter2")
        let rest = "{{password}} {{else}} {{#etcd}}{{name}}{{/etcd}} {{etcd}} {{host.name}} {{"
        #expect(scope.fillKnown("{{network}}, {{ lab.name }}: \(rest)") == "routes & <more>, celtic: \(rest)")
        #expect(scope.fillKnown("{{lab.name}}{{lab.name}}é") == "celticcelticé")
    }

    @Test("A role is a list whose last member can be told")
    func list() throws {
        let text = "{{#etcd}}{{name}}=https://{{address}}{{^last()}},{{/last()}}{{/etcd}}"
        let wanted = "morrigan=https://10.0.0.43,balar=https://10.0.0.44"
        #expect(try Template.fill(text, from: scope, at: place).asData == wanted)
    }

    @Test("A section on lines of its own leaves no empty lines")
    func standalone() throws {
        let text = "{{#etcd}}\nserver {{name}}\n{{/etcd}}\nend\n"
        #expect(
            try Template.fill(text, from: scope, at: place).asData == "server morrigan\nserver balar\nend\n")
    }

    @Test(
        "What is filled in without Mustache is what Mustache makes of it",
        arguments: [
            "{{#etcd}}\nserver {{name}} {{network}}\n{{/etcd}}\nend\n", "{{#etcd}}\n{{/etcd}}",
            "a\n{{#etcd}}\n{{host.name}} {{etcd}}\n\n{{/etcd}}", "{{#none}}\n{{network}}\n{{/none}}\nend",
            "{{network}}{{#etcd}}\n{{name}}\n{{/etcd}}\n", "  {{#etcd}}\n{{name}}\n  {{/etcd}}\n",
            "{{#etcd}}{{name}},{{/etcd}}", "{{#etcd}}\n{{#etcd}}\n{{name}}\n{{/etcd}}\n{{/etcd}}\n",
            "{{#etcd}}\n{{name}}\n{{/etcd}}\n{{#hosts}}\n{{address}}\n{{/hosts}}\n{{network}}",
            "{{#host}}\n{{name}}\n{{/host}}\n", "{{^none}}\n{{network}}\n{{/none}}\n",
            "x={{#etcd}}{{name}}={{address}}:2380{{^last()}},{{/last()}}{{/etcd}}\nend\n",
            "x={{#etcd}}{{name}}{{^last()}},{{/last()}}\n{{/etcd}}\nend",
            "x={{#etcd}}{{name}}{{/etcd}}{{#hosts}}\n{{/hosts}}",
            "x {{#etcd}}\n{{name}}{{^last()}},{{/last()}}\n{{/etcd}}\n",
            "x{{#etcd}}{{^last()}}{{name}}{{/last()}}{{/etcd}}y",
            "{{#etcd}}\nx{{^last()}},{{/last()}} {{name}}\n{{/etcd}}\n",
            "{{#etcd}}\n{{^last()}}\n,{{/last()}}\n{{/etcd}}\n",
            "x{{#etcd}}{{^first()}},{{/first()}}{{name}}{{/etcd}}",
            "x{{#none}}{{name}}{{^last()}},{{/last()}}{{/none}}y",
            "a\n {{#etcd}}{{name}}{{/etcd}}\n", "x{{#etcd}}{{^last()}},{{#last()}}{{/last()}}{{/etcd}}",
            "x\n{{#etcd}}{{name}}{{/etcd}}",
            "x {{#etcd}}\n{{/etcd}}\ny", "x {{#etcd}} {{^last()}}\n{{/last()}} {{/etcd}} y\n",
            "x{{#etcd}}\n{{^last()}}{{/last()}}\n{{/etcd}}\n",
            "{{# etcd }}\n{{ name }}\n{{/ etcd }}\n", "{{#etcd}}\n  {{name}}\n{{/etcd}}{{network}}\n",
        ])
    func substitution(text: String) throws {
        var scope = scope
        scope.values["none"] = .list([])
        guard let mustache = try? Template.mustache(text, from: scope, at: place) else {
            #expect(Substitution(TemplateTags(in: text), from: scope).text == nil)
            return
        }
        #expect(try Template.fill(text, from: scope, at: place).asData == mustache.asData)
        let filled = Substitution(TemplateTags(in: text), from: scope).text
        #expect(filled == nil || filled?.asData == mustache.asData)
    }

    @Test("A section of lines, and a list with commas, need no Mustache")
    func withoutMustache() {
        let lines = TemplateTags(in: "{{#etcd}}\n{{name}}\n{{/etcd}}\n")
        #expect(Substitution(lines, from: scope).text?.asData == "morrigan\nbalar\n")
        let list = TemplateTags(in: "x={{#etcd}}{{name}}{{^last()}},{{/last()}}{{/etcd}}\n")
        #expect(Substitution(list, from: scope).text?.asData == "x=morrigan,balar\n")
    }

    @Test("An unknown name is an error at its place, with the nearest name")
    func unknown() {
        let error = #expect(throws: Diagnostics.self) {
            try Template.fill("ok\n  {{netwrk}} {{host.nam}}", from: scope, at: place)
        }
        #expect(error?.list.map(\.place.description) == ["x.md:11:3", "x.md:11:14"])
        #expect(error?.list.first?.solutions == ["Did you mean `network`?"])
    }
}
