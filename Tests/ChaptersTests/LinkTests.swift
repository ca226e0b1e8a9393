import Chapters
import Steps
import Testing

@Suite("Links")
struct LinkTests {
    let lint = LinkLint(
        page: { $0 == "other.md" ? ["etcd", "masters"] : nil },
        exists: { ["other.md", "images/a b.svg"].contains($0) })

    @Test("What is there, or elsewhere, is right")
    func right() {
        let text = """
            # Here
            [a](#here) [b](other.md#etcd) [c](other.md) [d](https://example.org/#x) [e](mailto:a@example.org)
            ![f](<images/a b.svg>) [g](images/a%20b.svg)

            ```sh {run #step on=local}
            ```

            [h](#step)
            """
        #expect(lint.problems(of: Chapter(path: "x.md", bytes: Array(text.utf8))).isEmpty)
    }

    @Test("What is not there is an error with its place and the nearest name")
    func wrong() {
        let text = "# Here\n\nA [a](#heer), [b](other.md#etc)\nand [c](none.md).\n\n> ![d](images/no.svg)\n"
        let problems = lint.problems(of: Chapter(path: "x.md", bytes: Array(text.utf8)))
        #expect(
            problems.map(\.id) == ["missing-anchor", "missing-anchor", "missing-chapter", "missing-picture"])
        #expect(problems.map(\.place.line) == [3, 3, 4, 6])
        #expect(problems[1].solutions == ["Did you mean `#etcd`?"])
    }
}
