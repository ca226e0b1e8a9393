import CFuzzer
import Glibc

// Fuzz TARGET [OPTION…] [CORPUS…]: libFuzzer's own command line behind the name of a target; `Fuzz` alone names them.

nonisolated(unsafe) private var chosen: (any Target.Type)?

var arguments = CommandLine.arguments
chosen = arguments.count > 1 ? Targets.all.first { $0.name == arguments[1] } : nil
guard let target = chosen else {
    for target in Targets.all { print(target.name) }
    exit(arguments.count > 1 ? 64 : 0)
}
arguments[1] = "-max_len=\(target.longest)"

var argv = arguments.map { strdup($0) } + [nil]
var argc = Int32(arguments.count)
let code = argv.withUnsafeMutableBufferPointer { buffer in
    var start = buffer.baseAddress
    return LLVMFuzzerRunDriver(&argc, &start) { data, size in
        let bytes = Array(UnsafeBufferPointer(start: data, count: size))
        chosen?.read(bytes)
        if bytes.isChosenToGrow { chosen?.read(bytes.grown) }
        return 0
    }
}
exit(code)
