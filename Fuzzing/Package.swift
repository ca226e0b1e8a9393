// swift-tools-version: 6.1
import PackageDescription

// Built and started by `scripts/fuzz`, which gives the compiler libFuzzer's instrumentation for every room.
let package = Package(
    name: "fuzzing",
    dependencies: [.package(name: "labctl", path: "..")],
    targets: [
        .systemLibrary(name: "CFuzzer"),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CFuzzer", .product(name: "DocRunner", package: "labctl"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
