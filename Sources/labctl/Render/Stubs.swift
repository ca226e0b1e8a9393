import Handouts
struct WatchServer { init(_ f: GuideFiles, _ c: CopyOptions, port: UInt16) {}; func run() async throws {} }
