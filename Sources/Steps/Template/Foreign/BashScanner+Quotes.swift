// Quotes and expansions.
extension BashScanner {
    mutating func single(_ command: inout BashCommand) {
        command.quote()
        advance()
        while let next = byte(), next != UInt8(ascii: "'") {
            if next == Self.value { note(command) { .single($0) } }
            command.append(next)
            advance()
        }
        closeQuote()
    }

    mutating func double(_ command: inout BashCommand) {
        command.quote()
        advance()
        while let next = byte(), next != UInt8(ascii: "\"") {
            switch next {
            case Self.value:
                note(command) { .double($0) }
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
        closeQuote()
    }

    private mutating func closeQuote() {
        if byte() == nil { doubt("a quote does not end") }
        advance()
    }

    /// Within backquotes bash takes quotes away twice.
    mutating func backquotes(_ command: inout BashCommand) {
        doubt("it has backquotes; write $(…)")
        command.expand(nil, inQuotes: false)
        skip(to: UInt8(ascii: "`"), "it stands between backquotes; write $(…)")
    }

    mutating func dollar(_ command: inout BashCommand, inDouble: Bool) {
        advance()
        switch byte() {
        case Self.value?:
            refuse("it stands behind a `$`")
            command.append(Self.value)
            advance()
        case UInt8(ascii: "(")? where stands("(", at: 1):
            command.expand(nil, inQuotes: inDouble)
            calculation(2)
        case UInt8(ascii: "(")?:
            command.expand(nil, inQuotes: inDouble)
            advance()
            commands(isNested: true)
        case UInt8(ascii: "{")?: parameter(&command, inDouble: inDouble)
        case UInt8(ascii: "[")?:
            doubt("bash calculates in $[…]")
            command.expand(nil, inQuotes: inDouble)
            skip(to: UInt8(ascii: "]"), "bash calculates what stands there")
        case UInt8(ascii: "'")? where !inDouble:
            command.expand(nil, inQuotes: true)
            skip(to: UInt8(ascii: "'"), "it stands in $'…'")
        case UInt8(ascii: "\"")? where !inDouble:
            doubt("it has $\"…\"")
            double(&command)
        default: variable(&command, inDouble: inDouble)
        }
    }

    /// Reads the name behind a `$`, or takes the `$` for itself.
    private mutating func variable(_ command: inout BashCommand, inDouble: Bool) {
        guard let first = byte() else { return command.append(UInt8(ascii: "$")) }
        let name =
            BashWord.nameSet.contains(first) && !(0x30...0x39).contains(first)
            ? Array(bytes[at...].prefix(while: BashWord.nameSet.contains)) : [first]
        guard name.count > 1 || BashWord.nameSet.contains(first) || "@*#?$!-".utf8.contains(first) else {
            return command.append(UInt8(ascii: "$"))
        }
        advance(name.count)
        let isCount = "#?$!-".utf8.contains(first)
        let isNamed = BashWord.nameSet.contains(first) && !(0x30...0x39).contains(first)
        command.expand(
            isCount ? "?" : isNamed ? String(decoding: name, as: UTF8.self) : nil, inQuotes: inDouble)
    }

    mutating func trapped(_ reason: String, _ read: (inout BashScanner) -> Void) {
        let outer = trap
        trap = trap ?? reason
        read(&self)
        trap = outer
    }

    /// Skips what is between two brackets or quotes of one kind, with no regard to others.
    private mutating func skip(to end: UInt8, _ reason: String) {
        advance()
        while let next = byte(), next != end {
            if next == Self.value { refuse(trap ?? reason) }
            advance(next == UInt8(ascii: "\\") && byte(1) != Self.value ? 2 : 1)
        }
        advance()
    }

    /// Reads `${…}`: of its forms those that calculate nothing, and look up no other variable, are plain.
    private mutating func parameter(_ command: inout BashCommand, inDouble: Bool) {
        advance()
        let isLength = byte() == UInt8(ascii: "#") && !stands("#}")
        if isLength { advance() }
        let start = at
        let name = Array(bytes[at...].prefix(while: BashWord.nameSet.contains))
        advance(name.count)
        if name.isEmpty, let next = byte(), "@*#?$!".utf8.contains(next) { advance() }
        if at == start || bytes[start] == UInt8(ascii: "!") { doubt("${!…} looks up another variable") }
        if byte() == UInt8(ascii: "[") { element() }
        if let reason = operatorReason { doubt(reason) }
        command.expand(name.isEmpty ? nil : String(decoding: name, as: UTF8.self), inQuotes: inDouble)
        trapped("it stands in ${…}") { scanner in
            var inner = BashCommand()
            while let next = scanner.byte(), next != UInt8(ascii: "}") {
                if next == UInt8(ascii: "'"), inDouble { scanner.doubt("a single quote stands in \"${…}\"") }
                scanner.part(&inner)
            }
            scanner.advance(1)
        }
    }

    /// Reads a subscript, which may be a number, `@` or `*`.
    private mutating func element() {
        let inner = bytes[(at + 1)...].prefix { $0 != UInt8(ascii: "]") }
        let text = String(decoding: inner, as: UTF8.self)
        if !["@", "*"].contains(text), text.isEmpty || !text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return doubt("bash calculates a subscript")
        }
        advance(inner.count + 2)
    }

    /// Why what follows a name in `${…}` is not plain; nil where it is.
    private var operatorReason: String? {
        switch byte() {
        case UInt8(ascii: "}")?, UInt8(ascii: "#")?, UInt8(ascii: "%")?, UInt8(ascii: "/")?,
            UInt8(ascii: "^")?,
            UInt8(ascii: ",")?, UInt8(ascii: "-")?, UInt8(ascii: "+")?, UInt8(ascii: "?")?:
            return nil
        case UInt8(ascii: ":")?:
            guard let next = byte(1), "-+?".utf8.contains(next) else {
                let inner = bytes[at...].prefix { $0 != UInt8(ascii: "}") }
                let isNumber = inner.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ":") }
                return isNumber ? nil : "bash calculates in ${…:…}, or assigns there"
            }
            return nil
        default: return "this form of ${…} is not understood"
        }
    }

    /// Skips what bash calculates, from as many open parentheses on.
    mutating func calculation(_ depth: Int) {
        doubt("bash calculates in ((…))")
        trapped("bash calculates what stands there") { scanner in
            var depth = depth
            var inner = BashCommand()
            scanner.advance(depth)
            while let next = scanner.byte(), depth > 0 {
                switch next {
                case UInt8(ascii: "("), UInt8(ascii: ")"):
                    depth += next == UInt8(ascii: "(") ? 1 : -1
                    scanner.advance(1)
                case UInt8(ascii: "'"): scanner.advance(1)
                default: scanner.part(&inner)
                }
            }
        }
    }
}
