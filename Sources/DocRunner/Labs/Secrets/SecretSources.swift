import FoundationEssentials
public import Steps

/// Finds the values of secrets where their declarations say: in labctl's environment, in files, or made up once.
///
/// A value goes to hosts, and whoever wrote a chapter or a lab file may not be whoever starts labctl. So a declaration
/// reaches only what was put there for it: files below the folder of its own file, and variables whose names begin with
/// `prefix`. labctl cannot tell a student's lab file from an instructor's, so the rule is one for both.
public struct SecretSources: Sendable {
    /// How the names of variables begin that any chapter may ask for.
    public static let prefix = "LABCTL_SECRET_"

    private let environment: [String: String]
    private let generated: SecretFiles
    private let mayReachAll: Bool

    /// The sources of a lab, and labctl's own environment; `mayReachAll` where whoever starts labctl lets declarations name
    /// any file and any variable.
    public init(stateDirectory: String, mayReachAll: Bool) {
        self.init(
            stateDirectory: stateDirectory, environment: ProcessInfo.processInfo.environment,
            mayReachAll: mayReachAll)
    }

    init(stateDirectory: String, environment: [String: String], mayReachAll: Bool = false) {
        self.environment = environment
        self.mayReachAll = mayReachAll
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
        guard mayReachAll || variable.hasPrefix(Self.prefix) else {
            throw .error(
                "foreign-secret", at: secret.place,
                "the secret `\(secret.name)` names a variable that was not set for it: \(variable)",
                ["Give it a name that begins with \(Self.prefix), here and where it is set.", Self.trust])
        }
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
        let folder = URL(filePath: secret.place.file).deletingLastPathComponent().path
        let path = written.hasPrefix("/") ? written : "\(folder)/\(written)"
        let leaves = written.hasPrefix("/") || written.split(separator: "/").contains("..")
        guard mayReachAll || !leaves else {
            throw .error(
                "foreign-secret", at: secret.place,
                "the secret `\(secret.name)` names a file outside of \(folder): \(path)",
                ["Put it there, and write its path from that folder.", Self.trust])
        }
        let reason: String
        do throws(FileBelow.Refusal) {
            let file = mayReachAll ? try FileBelow(anywhere: path) : try FileBelow(written, below: folder)
            let text = String(decoding: try file.bytes(upTo: Self.longest), as: UTF8.self).trimmingSpaces
            if !text.isEmpty { return String(text) }
            reason = "is empty"
        } catch { reason = error == .outside ? "leads out of \(folder)" : error.words }
        throw .error(
            "missing-secret", at: secret.place, "the secret `\(secret.name)` has no value: \(path) \(reason)",
            ["Put it there, for your eyes alone: chmod 600 \(Script.quote(path))"])
    }

    private static let trust = "Or, if you trust whoever wrote this: --allow-local"
    /// Bytes of a file that holds a secret.
    private static let longest = 1 << 20

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
