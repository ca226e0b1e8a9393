import Testing

@Suite("The house")
struct HouseTests {
    @Test("has rooms whose folders point one way", arguments: House.ordered)
    func folders(of room: House.Room) throws {
        let files = try room.files
        let places = Dictionary(uniqueKeysWithValues: zip(room.order, room.order.indices))
        #expect(
            Set(files.map(\.folder)) == Set(places.keys), "name each folder of \(room.name) in House.ordered")
        let owners = Dictionary(files.flatMap { file in file.types.map { ($0, file) } }) { first, _ in first }
        for file in files {
            for name in file.names.sorted() {
                guard let owner = owners[name], let own = places[file.folder],
                    let other = places[owner.folder],
                    own < other
                else { continue }
                Issue.record(
                    """
                    \(file.path) names `\(name)`, which \(owner.path) declares; but \(room.name)/\(file.folder) comes \
                    before \(room.name)/\(owner.folder). Move the type to where both may see it, or hand its value in.
                    """)
            }
        }
    }

    @Test("is read right: every brace of it has its partner")
    func reading() throws {
        for room in try House.rooms {
            for file in try House.files(of: room) { #expect(file.isBalanced, "\(file.path)") }
        }
    }

    @Test("is read without comments and texts, and with what texts interpolate")
    func tokens() {
        let source = #"""
            struct A { let b: C.D = "E \(f("G", H.self)) I" } // J
            """#
        #expect(
            SwiftTokens(source).list.filter { $0.first?.isUppercase == true } == ["A", "C", "D", "H"])
    }
}
