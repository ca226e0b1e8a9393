import ArgumentParser
import FoundationEssentials
import Glibc
import Reports

/// When colours are shown.
struct ColorOption: ParsableArguments {
    enum When: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

    @Option(
        help: ArgumentHelp(
            "When to use colours: auto, always or never.",
            discussion: "auto: on a terminal, unless the variable NO_COLOR is set or TERM is dumb."))
    var color = When.auto

    /// The surface that a stream (a file descriptor) is.
    func surface(of descriptor: Int32 = STDOUT_FILENO) -> Surface {
        Surface(columns: Device.columns(of: descriptor), isColored: isColored(descriptor))
    }

    private func isColored(_ descriptor: Int32) -> Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: Device.isTerminal(descriptor) && Device.environment("NO_COLOR").isEmpty
        }
    }
}

/// What a file descriptor is connected to.
enum Device {
    /// Whether it is a terminal that can do more than print.
    static func isTerminal(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1 && environment("TERM") != "dumb"
    }

    /// How many columns its rows have; 80 where that cannot be known.
    static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return Int(environment("COLUMNS")) ?? 80
    }

    /// A variable of the environment; empty where it is not set.
    static func environment(_ name: String) -> String { ProcessInfo.processInfo.environment[name] ?? "" }
}
