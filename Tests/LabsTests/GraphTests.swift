import Foundation
import FoundationXML
import Steps
import Testing

@testable import Labs

@Suite("The picture of a lab")
struct GraphTests {
    let lab: Lab

    init() throws { lab = try LabFile.read("\(CaseFolder.project)/lab.yaml") }

    @Test("is the recorded one, as Mermaid")
    func mermaid() { #expect(Mermaid.text(of: lab) == CaseFolder.text("graph/celtic.mermaid")) }

    @Test("is the recorded one, as SVG")
    func svg() { #expect(TopologySVG.text(of: lab) == CaseFolder.text("graph/celtic.svg")) }

    @Test("is well-formed XML that shows every host and address once")
    func wellFormed() throws {
        let reader = TextReader()
        let parser = XMLParser(data: Data(TopologySVG.text(of: lab).utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        for host in lab.inventory.hosts {
            #expect(reader.texts.filter { $0 == host.name }.count == 1)
            #expect(reader.texts.filter { $0 == host.address }.count == 1)
        }
        for virtual in lab.inventory.virtualAddresses { #expect(reader.texts.contains(virtual.address)) }
    }

    @Test("keeps a long address inside its card")
    func longAddress() {
        var lab = lab
        lab.inventory.hosts[0].address = "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"
        let text = TopologySVG.text(of: lab)
        #expect(text.contains(#"textLength="168" lengthAdjust="spacingAndGlyphs">2001:db8:ffff"#))
    }

    /// Collects the words of `text` elements.
    private final class TextReader: NSObject, XMLParserDelegate {
        var texts: [String] = []
        private var isText = false

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) { isText = name == "text" }

        func parser(_ parser: XMLParser, foundCharacters string: String) {
            if isText { texts.append(string) }
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) { isText = false }
    }
}
