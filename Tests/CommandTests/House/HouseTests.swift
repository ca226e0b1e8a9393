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

    @Test("gives each name to one type only")
    func names() throws {
        var owners: [String: [String]] = [:]
        for room in try House.rooms {
            for file in try House.files(of: room) {
                for type in file.types { owners[type, default: []].append(file.path) }
            }
        }
        for (name, paths) in owners.sorted(by: { $0.key < $1.key }) where paths.count > 1 {
            if House.namesOfTwo[name] != nil { continue }
            Issue.record(
                "`\(name)` is declared in \(paths.joined(separator: " and in ")): name one of them for what it is"
            )
        }
        for name in House.namesOfTwo.keys {
            #expect(
                (owners[name] ?? []).count > 1, "`\(name)` has one owner: take it out of House.namesOfTwo")
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
