import Chapters
import DocRunner
import Reports
import Steps
@testable import Labs

@testable import Handouts

/// A chapter and a lab that every test of handouts looks at.
enum Example {
    static let text = """
        ---
        title: Two hosts & more
        summary: A <b>summary</b>.
        duration: 5 min
        requires: 01-simple
        terms: {quorum: more than half}
        vars: {port: 80}
        ---
        # Two hosts

        See [the other](02-ha.md#etcd), [below](#the-check) and [the world](https://example.org/x.md), ![a picture](images/a.svg).
        A **quorum** is more than half, and a **quorum** stays so.
        Ask {{address.morrigan}} by `curl http://{{address.morrigan}}:{{port}}/`; nobody tells {{password}} or {{no_such}}
        of {{host.name}}.

        <script>alert(1)</script>

        | a | b |
        |---|--:|
        | 1 | hunter2 |

        ## The file

        ```ini {file #conf on=masters path=/etc/a.conf when=port}
        # a comment
        name={{host.name}} <tag>
        password={{password}}
        ```

        ```bash {run #start on=morrigan unless="test -n {{port}}" retry=5s needs=#conf capture=token}
        echo {{port}}
        ```

        ```yaml {hint for=#start}
        symptom: It *starts*.
        command: echo start
        ```

        ```markdown {remark for=#start}
        Ask them.
        ```

        ```markdown {why for=#start}
        Because *somebody* must.
        ```

        ```text {package #tools on=morrigan}
        curl jq
        ```

        ```bash {run #answer on=morrigan solution unless="test -e /the-way"}
        touch /the-way
        ```

        ```yaml {hint for=#answer}
        symptom: Nothing is there.
        command: touch /the-way
        ```

        ### The check

        ```console {check #answers on=masters}
        $ echo {{token}}
        ...
        ```
        """

    static let lab = Lab(
        file: "lab.yaml", stateDirectory: "/nowhere", providerName: "existing", subnet: nil,
        inventory: Inventory(
            name: "celtic",
            hosts: [
                Host(name: "morrigan", address: "10.0.0.43", roles: ["masters"]),
                Host(name: "balar", address: "10.0.0.44", roles: ["masters"]),
            ], variables: ["password": .secret("hunter2")]), ssh: Lab.SSH())

    static let chapter = Chapter(path: "guide/02-two.md", bytes: Array(text.utf8))

    /// The chapter's page in a guide of its own.
    static func page(
        lab: Lab? = lab, _ options: Book.Options = Book.Options(), results: Report? = nil
    ) -> ChapterPage {
        let before = Outline(Chapter(path: "01-simple.md", bytes: Array("# Before".utf8)), at: 0)
        var book = Book(
            title: "Guide", chapters: [before, Outline(chapter, at: 1)], lab: lab, options: options)
        book.results["02-two"] = results
        return ChapterPage(chapter, Lint(chapter, inventory: lab?.inventory).steps, at: 1, of: book)
    }
}
