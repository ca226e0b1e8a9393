import Handouts
extension Guide { func singlePage() async throws -> String { "" } }
struct Booklet { let paper: FormOptions.Paper; func print(_ guide: Guide, to: String) async throws {} }
struct WatchServer { init(_ f: GuideFiles, _ c: CopyOptions, port: UInt16) {}; func run() async throws {} }
