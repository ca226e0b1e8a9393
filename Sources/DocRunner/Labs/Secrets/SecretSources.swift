import FoundationEssentials
public import Steps

/// Finds the values of secrets where their declarations say: in labctl's environment, in files, or made up once.
public struct SecretSources: Sendable {
    private let environment: [String: String]
    private let generated: SecretFiles

    /// The sources of a lab, and labctl's own environment.
    public init(stateDirectory: String) {
        self.init(stateDirectory: stateDirectory, environment: ProcessInfo.processInfo.environment)
    }

    init(stateDirectory: String, environment: [String: String]) {
        self.environment = environment
        generated = SecretFiles(.generated, in: stateDirectory)
    }

    /// The values by name; throws a diagnostic for every one that cannot be had, with what to do about it.
    public func values(of secrets: [SecretDeclaration]) throws(Diagnostics) -> [String: Value] {
        var values: [String: Value] = [:]
        var problems: [Diagnostic] = []
        for secret in secrets {
            do throws(Diagnostic) { values[secret.name] = .secret(try value(of: secret)) } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return values
    }

    private func value(of secret: SecretDeclaration) throws(Diagnostic) -> String {
        switch secret.source {
        case .value(let text): text
        case .environment(let variable): try value(of: secret, in: variable)
        case .file(let path): try value(of: secret, at: path)
        case .generated(let length): try value(of: secret, length: length)
        }
    }

    private func value(of secret: SecretDeclaration, in variable: String) throws(Diagnostic) -> String {
        if let text = environment[variable], !text.isEmpty { return text }
        throw .error(
            "missing-secret", at: secret.place,
            "the secret `\(secret.name)` has no value: \(variable) is not set",
            [
                "Set it where labctl is started, without a trace in the shell's history: "
                    + "read -rs \(variable); export \(variable)",
                "With sudo: sudo --preserve-env=\(variable) labctl …",
            ])
    }

    private func value(of secret: SecretDeclaration, at written: String) throws(Diagnostic) -> String {
        let folder = URL(filePath: secret.place.file).deletingLastPathComponent()
        let path = URL(filePath: written, relativeTo: folder).standardized.path
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        if let text = text.map({ String($0.trimmingSpaces) }), !text.isEmpty { return text }
        throw .error(
            "missing-secret", at: secret.place,
            "the secret `\(secret.name)` has no value: \(path) \(text == nil ? "cannot be read" : "is empty")",
            ["Put it there, for your eyes alone: chmod 600 \(path)"])
    }

    private func value(of secret: SecretDeclaration, length: Int) throws(Diagnostic) -> String {
        if let kept = generated[secret.name] { return kept }
        let signs = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
        var random = SystemRandomNumberGenerator()
        let made = String((0..<length).map { _ in signs[Int.random(in: signs.indices, using: &random)] })
        do { try generated.keep(made, as: secret.name) } catch {
            throw .error(
                "missing-secret", at: secret.place, "the secret `\(secret.name)` cannot be kept: \(error)")
        }
        return made
    }
}
