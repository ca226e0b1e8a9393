// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "ssh-benchmark",
    dependencies: [.package(name: "labctl", path: "../..")],
    targets: [
        .executableTarget(
            name: "Barriers", dependencies: [.product(name: "SSH", package: "labctl")],
            swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
