// swift-tools-version: 6.1
import PackageDescription

// The road: chapter -> steps -> plan -> run -> report. A target may import only what it names here;
// `scripts/build` passes `--explicit-target-dependency-import-check error`, so the compiler holds us to it.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A room of DocRunner: a target in a folder of `Sources/DocRunner`.
func room(
    _ name: String, in folder: String? = nil, _ dependencies: [Target.Dependency],
    resources: [Resource]? = nil
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/DocRunner/\(folder ?? name)",
        resources: resources,
        swiftSettings: settings)
}

func library(of system: String, pkgConfig: String? = nil, package: String? = nil) -> Target {
    .systemLibrary(
        name: system, path: "Sources/DocRunner/C/\(system)", pkgConfig: pkgConfig,
        providers: package.map { [.apt([$0])] })
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: ["Cases"],
        swiftSettings: settings)
}

let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let flyingFox = ["FlyingFox", "FlyingSocks"].map { Target.Dependency.product(name: $0, package: "FlyingFox") }
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "labctl",
    products: [
        .executable(name: "labctl", targets: ["labctl"]),
        .library(
            name: "DocRunner",
            targets: ["Steps", "Chapters", "SSH", "Labs", "DocRunner", "Reports", "Handouts"]),
        .library(name: "SSH", targets: ["SSH"]),  // for Benchmarks/ssh
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
    ],
    targets: [
        library(of: "CCmark", pkgConfig: "libcmark", package: "libcmark-dev"),
        library(of: "CLinux"),
        library(of: "CSSH2", pkgConfig: "libssh2", package: "libssh2-1-dev"),

        room("PlainText", []),
        .target(name: "Steps", dependencies: ["PlainText", mustache, yams], swiftSettings: settings),
        room("Chapters", ["Steps", "CCmark", yams]),
        room("SSH", ["PlainText", "CSSH2"]),
        room(
            "Labs", ["PlainText", "Steps", "CLinux"], resources: [.embedInCode("Local/Image/build-image.sh")]),
        room("DocRunner", in: "Run", ["PlainText", "Steps", "Chapters", "Labs", "SSH", grdb]),
        room("Reports", ["Steps", "Chapters", "DocRunner", mustache]),
        room(
            "Handouts", ["Steps", "Chapters", "Labs", "DocRunner", "Reports", mustache],
            resources: (["handout.css", "handout.js"].map { "Web/\($0)" }
                + ["frame", "chapter", "card", "cover", "index", "glossary", "results"].map {
                    "Templates/\($0).mustache"
                })
                .map { .embedInCode($0) }),
        .executableTarget(
            name: "labctl",
            dependencies: [
                "Steps", "Chapters", "SSH", "Labs", "DocRunner", "Reports", "Handouts", "CLinux", arguments,
            ] + flyingFox,
            swiftSettings: settings,
            // Trees of small values are made and thrown away: lint takes a tenth less than with the C library's malloc.
            linkerSettings: [.linkedLibrary("mimalloc")]),

        // The library's example, documented in docs/library.md.
        .executableTarget(
            name: "CheckLab", dependencies: ["Steps", "Chapters", "Labs", "DocRunner"],
            path: "Examples/CheckLab",
            swiftSettings: settings),

        tests("StepsTests", ["PlainText", "Steps", "Chapters"]),
        tests("ChaptersTests", ["Chapters", "Steps"]),
        tests("SSHTests", ["SSH", "PlainText"]),
        tests("LabsTests", ["Labs", "Steps"]),
        tests("DocRunnerTests", ["DocRunner", "Steps", "Chapters", "Labs", "SSH"]),
        tests("ReportsTests", ["Reports", "DocRunner", "Steps", "Chapters"]),
        tests("HandoutsTests", ["Handouts", "Reports", "DocRunner", "Labs", "Steps", "Chapters"]),
        tests(
            "CommandTests",
            [
                "labctl", "CheckLab", "PlainText", "Handouts", "Labs", "Reports", "DocRunner", "Steps",
                "Chapters",
            ]),
    ]
)
