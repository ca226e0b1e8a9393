// Quotes and expansions.
extension BashScanner {
    mutating func single(_ command: inout BashCommand) {
        advance()
        while let next = byte(), next != UInt8(ascii: "'") {
            if next == Self.value { note(command) { .single(mayBeOption: $0) } }
            command.append(next)
            advance()
        }
        command.open()
        advance()
    }

    mutating func double(_ command: inout BashCommand) {
        advance()
        while let next = byte(), next != UInt8(ascii: "\"") {
            switch next {
            case Self.value:
                note(command) { .double(mayBeOption: $0) }
                command.append(next)
                advance()
            case UInt8(ascii: "\\"): escape(&command)
            case UInt8(ascii: "`"): backquotes(&command)
            case UInt8(ascii: "$"): dollar(&command, inDouble: true)
            default:
                command.append(next)
                advance()
            }
        }
        command.open()
        advance()
    }

    /// Within backquotes bash takes quotes away twice.
    mutating func backquotes(_ command: inout BashCommand) {
        command.append(UInt8(ascii: "`"))
        advance()
        while let next = byte(), next != UInt8(ascii: "`") {
            if next == Self.value { refuse("it stands between backquotes; write $(…)") }
            advance(next == UInt8(ascii: "\\") && byte(1) != Self.value ? 2 : 1)
        }
        advance()
    }

    mutating func dollar(_ command: inout BashCommand, inDouble: Bool) {
        command.append(UInt8(ascii: "$"))
        advance()
        switch byte() {
        case Self.value?:
            refuse("it stands behind a `$`")
            command.append(Self.value)
            advance()
        case UInt8(ascii: "(")? where stands("(", at: 1): calculation(2)
        case UInt8(ascii: "(")?:
            advance()
            commands(isNested: true)
        case UInt8(ascii: "{")?: parameter(inDouble: inDouble)
        case UInt8(ascii: "[")?:
            trapped("bash calculates what stands there") { $0.skip(to: UInt8(ascii: "]"), in: &command) }
        case UInt8(ascii: "'")? where !inDouble:
            trapped("it stands in $'…'") { $0.skip(to: UInt8(ascii: "'"), in: &command) }
        default: break
        }
    }

    mutating func trapped(_ reason: String, _ read: (inout BashScanner) -> Void) {
        let outer = trap
        trap = trap ?? reason
        read(&self)
        trap = outer
    }

    /// Skips what is between two brackets or quotes of one kind, with no regard to others.
    mutating func skip(to end: UInt8, in command: inout BashCommand) {
        advance()
        while let next = byte(), next != end {
            if next == Self.value { note(command) { _ in .comment } }
            advance(next == UInt8(ascii: "\\") && byte(1) != Self.value ? 2 : 1)
        }
        advance()
    }

    /// Skips `${…}`.
    mutating func parameter(inDouble: Bool) {
        trapped("it stands in ${…}") { scanner in
            var inner = BashCommand()
            scanner.advance(1)
            while let next = scanner.byte(), next != UInt8(ascii: "}") {
                if next == UInt8(ascii: "'"), inDouble {
                    scanner.loss = scanner.loss ?? "a single quote within \"${…}\" comes before it"
                }
                scanner.part(&inner)
            }
            scanner.advance(1)
        }
    }

    /// Skips what bash calculates, from as many open parentheses on.
    mutating func calculation(_ depth: Int) {
        let start = at
        trapped("bash calculates what stands there") { scanner in
            var depth = depth
            var inner = BashCommand()
            scanner.advance(depth)
            while let next = scanner.byte(), depth > 0 {
                switch next {
                case UInt8(ascii: "("), UInt8(ascii: ")"):
                    depth += next == UInt8(ascii: "(") ? 1 : -1
                    scanner.advance(1)
                case UInt8(ascii: "'"):
                    scanner.loss = scanner.loss ?? "a single quote within ((…)) comes before it"
                    scanner.advance(1)
                default: scanner.part(&inner)
                }
            }
        }
        calculations.append(bytes[start..<min(at, bytes.count)])
    }

    mutating func parenthesis(_ command: inout BashCommand) {
        if command.word == nil, stands("((") { return calculation(2) }
        command.append(UInt8(ascii: "("))
        advance()
        commands(isNested: true)
    }
}
