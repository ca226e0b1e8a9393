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
                "CFuzzer", .product(name: "Readers", package: "labctl"),
                .product(name: "SSH", package: "labctl"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
