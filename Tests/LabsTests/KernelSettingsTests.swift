import Glibc
import Testing

@testable import Labs

@Suite("Settings of the whole computer", .serialized, .enabled(if: geteuid() == 0, "needs root"))
struct KernelSettingsTests {
    @Test("are put back after a lab, whoever changed them, and only those that changed")
    func putBack() throws {
        let folder = try TemporaryDirectory()
        let settings = KernelSettings(file: "\(folder.path)/settings")
        let name = "/proc/sys/vm/swappiness"
        let before = try #require(Files.text(of: name))
        let other = before == "61" ? "62" : "61"

        try settings.save()
        try Files.set(name, to: other)
        // A second lab on top must not take the changed value for the one of before.
        try settings.save()
        settings.restore()
        #expect(Files.text(of: name) == before)
        #expect(!Files.exists(settings.file))
    }

    @Test("of another boot are forgotten")
    func otherBoot() throws {
        let folder = try TemporaryDirectory()
        let settings = KernelSettings(file: "\(folder.path)/settings")
        let before = try #require(Files.text(of: "/proc/sys/vm/swappiness"))
        try Files.write("boot=another\nvm/swappiness=\(before == "61" ? "62" : "61")\n", to: settings.file)
        settings.restore()
        #expect(Files.text(of: "/proc/sys/vm/swappiness") == before)
        #expect(!Files.exists(settings.file))
    }
}
