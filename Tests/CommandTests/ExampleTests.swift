import Foundation
import Testing

/// The example of the library, built and carried out as docs/library.md says.
@Suite("The library's example")
struct ExampleTests {
    @Test("lints a chapter, plans it, carries it out on a host, and tells the events")
    func follows() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "example-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = """
            port=$((20000 + $$ % 20000)); mkdir -p /run/sshd
            ssh-keygen -q -t ed25519 -N '' -f key
            printf '%s\\n' "Port $port" 'ListenAddress 127.0.0.1' "HostKey $PWD/key" "AuthorizedKeysFile $PWD/key.pub" \
                'PidFile none' 'StrictModes no' 'UsePAM no' 'PermitRootLogin yes' >config
            /usr/sbin/sshd -D -f $PWD/config 2>/dev/null & trap "kill $!" EXIT
            until (</dev/tcp/127.0.0.1/$port) 2>/dev/null; do sleep 0.05; done
            echo "[127.0.0.1]:$port $(cut -d' ' -f1,2 key.pub)" >known_hosts
            printf '%s\\n' 'name: bench' 'provider: existing' "hosts: [{name: one, address: 127.0.0.1, port: $port}]" \
                "ssh: {user: $(id -un), identity: key, known_hosts: known_hosts}" >lab.yaml
            printf '%s\\n' '# Greeting' '' "~~~text {file #greeting on=one path=$PWD/greeting}" hello '~~~' >chapter.md
            for mode in check run check; do CheckLab chapter.md lab.yaml $mode; echo "exit $?"; done
            sed -i s/path/paht/ chapter.md; CheckLab chapter.md lab.yaml; echo "exit $?"
            """
        let bash = Process()
        let output = Pipe()
        bash.executableURL = URL(filePath: "/bin/bash")
        bash.arguments = ["-c", script]
        bash.currentDirectoryURL = folder
        bash.standardOutput = output
        let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        bash.environment = ["PATH": "\(products.path):/usr/sbin:/usr/bin:/bin", "HOME": folder.path]
        try bash.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        bash.waitUntilExit()
        let lines = text.replacing(folder.path, with: "").split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(12) == [
                "greeting on one: failed", "    /greeting does not exist", "0 points", "exit 1",
                "greeting on one: changed", "    /greeting does not exist", "1 points", "exit 0",
                "greeting on one: held", "1 points", "exit 0",
                "chapter.md:3:10: error: step kind `file` needs `path` [missing]",
            ], "\(text)")
        #expect(lines.last == "exit 65")
    }
}
