import Testing

@testable import Handouts

@Suite("Code")
struct CodeTests {
    @Test(
        "A language's comments, keys, strings and variables are marked",
        arguments: [
            ("bash", "echo \"$HOME\" # why", "echo <span class=s>&quot;$HOME&quot;</span> <i># why</i>"),
            ("bash", "rm -rf $dir", "rm <span class=o>-rf</span> <span class=v>$dir</span>"),
            ("bash", "if true; then", "<b>if</b> true; <b>then</b>"),
            ("yaml", "- path: /a # b", "<b>- path</b>: /a <i># b</i>"),
            ("yaml", "url: http://x", "<b>url</b>: http://x"),
            ("ini", "[Unit]", "<b>[Unit]</b>"),
            ("ini", "A=b <c>", "<b>A</b>=b &lt;c&gt;"),
            ("json", "{\"a\": \"b\"}", "{<b>&quot;a&quot;</b>: <span class=s>&quot;b&quot;</span>}"),
            ("toml", "version = 2", "<b>version </b>= 2"),
            ("python", "if a:  # why", "<b>if</b> a:  <i># why</i>"),
            ("text", "<a> # b", "&lt;a&gt; # b"),
            ("yaml", "a: {{host.name}}", "<b>a</b>: <var>{{host.name}}</var>"),
        ])
    func marked(language: String, code: String, html: String) {
        #expect(Highlighter.html(code, language: language) == html)
    }

    @Test("A string may go on over lines of a script, and every line is whole by itself")
    func lines() {
        #expect(
            Highlighter.lines("a 'b\nc' d", language: "bash")
                == ["a <span class=s>'b</span>", "<span class=s>c'</span> d"])
    }

    @Test("What a Python program says of itself is one string, whatever is in it")
    func docstring() {
        #expect(
            Highlighter.lines("\"\"\"It's\nhere.\"\"\"\nif a:", language: "python").last == "<b>if</b> a:")
    }

    @Test("Whatever is marked, the text is the same", arguments: Grammar.all.flatMap(\.names))
    func nothingIsLost(language: String) {
        for text in ["a: \"b\\\"c\" '{{d}}' # e", "$({{x", "\"{{a}}", "-- ${a", "[x]\n'\n\"", "é=ü # ß"] {
            let html = Highlighter.html(text, language: language)
            let bare = html.replacing(/<[^>]*>/, with: "").replacing("&quot;", with: "\"")
            #expect(bare == text, "\(language)")
        }
    }

    @Test("Prompts stand before the lines that begin a command")
    func prompts() {
        let script = "for a in b; do\n  c\ndone\ncat <<END\nx\nEND\necho 'a\nb'\nd \\\n  e\nf"
        let beginnings = ShellLines.beginnings(script)
        #expect(beginnings == [true, false, false, true, false, false, true, false, true, false, true])
    }

    @Test("Hosts with the same beginning have other letters")
    func letters() {
        #expect(HostBadges.letters(for: ["angus", "artio", "anu", "a"]) == ["An", "Ar", "Au", "A4"])
    }

    @Test("Control characters and markup never reach a page")
    func escape() { #expect(HTML.escape("a\u{1B}[31m<b>&\"") == "a[31m&lt;b&gt;&amp;&quot;") }
}
