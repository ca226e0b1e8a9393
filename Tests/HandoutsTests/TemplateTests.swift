import Testing

@testable import Handouts

@Suite("Templates")
struct TemplateTests {
    @Test("Every template is one", arguments: Templates.Name.allCases)
    func parses(_ name: Templates.Name) {
        #expect(!Templates.render(name, [:]).isEmpty)
    }
}
