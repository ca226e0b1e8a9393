import Chapters
import DocRunner
import FoundationEssentials
import Glibc
import Labs
import Steps

/// A lab in use: the ways to its hosts, its journal and its power switches.
struct LabSession {
    /// The lab.
    let lab: Lab
    /// What a run needs of it.
    let surroundings: Surroundings

    /// Whether chapters may have code carried out on this computer.
    private let consent: LocalConsent

    /// Opens the journal and gets ready to connect; throws `Failure` where the lab is not up.
    init(_ lab: Lab, _ consent: LocalConsent) async throws {
        self.consent = consent
        let provider = lab.provider
        do { try await provider.prepare() } catch let error as LabError {
            throw Failure("\(error)", status: .unreachable)
        }
        self.lab = lab
        try PrivateFolder(lab.stateDirectory).expectNothingForeign()
        let keyring = Keyring()
        let connections = Connections(to: lab, isLocalAllowed: { consent.isGiven }) { path in
            await Terminal.asking { await keyring.unlock(path) }
        }
        surroundings = Surroundings(
            connections: connections, journal: try Journal(directory: lab.stateDirectory),
            power: LabPower(lab, consent),
            powerReport: { host in await provider.report(on: host) }, timeScale: lab.timeScale)
    }

    /// The plan of a chapter with its secrets and what earlier runs captured; the connections that it needs begin to
    /// open. Secrets of `others`, and all that labctl ever made up for the lab, are masked, too.
    ///
    /// Throws `Diagnostics` for a secret without a value, `Failure` if the user does not consent to its
    /// commands on this computer.
    func plan(
        _ workspace: Workspace, _ selection: StepSelection = StepSelection(), besides others: [Workspace] = []
    ) async throws -> Plan {
        let sources = SecretSources(
            stateDirectory: lab.stateDirectory, mayReachAll: consent.isGivenForAll)
        let secrets = try sources.values(of: lab.secrets + workspace.chapter.frontMatter.secrets)
        let theirs = try sources.values(of: others.flatMap(\.chapter.frontMatter.secrets))
        let made = SecretFiles(.generated, in: lab.stateDirectory).all
        let planner = Planner(
            workspace.chapter, inventory: lab.inventory, secrets: secrets,
            captures: try surroundings.journal.captures())
        var plan = try selection.applied(to: try planner.plan(workspace.chapter, workspace.steps))
        try consent.expect([plan])
        plan.otherSecrets = theirs.values.flatMap(\.secrets) + made.values
        guard !plan.entries.isEmpty || workspace.steps.isEmpty else {
            throw Failure("no step is left: --from comes after --until, or --only is outside", status: .usage)
        }
        await surroundings.connections.warm(plan.hosts)
        return plan
    }

    /// Throws `Diagnostics` for every secret of some chapters, and of their lab, that has no value or may not have it.
    static func expectSecrets(of workspaces: [Workspace], _ consent: LocalConsent) throws {
        guard let lab = workspaces.first?.lab else { return }
        let declared = lab.secrets + workspaces.flatMap(\.chapter.frontMatter.secrets)
        let sources = SecretSources(
            stateDirectory: lab.stateDirectory, mayReachAll: consent.isGivenForAll)
        _ = try sources.values(of: declared)
    }

    /// Throws `Failure` where mending what was cut short means code on this computer and nobody consents.
    func expectMending() throws { try consent.expectMending(of: lab, by: surroundings.journal) }

    /// Heals what drills have left broken that were cut short, and tells of each; answers whether nothing is left.
    func healDrills() async throws -> Bool {
        // Nothing is sent: what they hold is masked.
        let sources = SecretSources(stateDirectory: lab.stateDirectory, mayReachAll: true)
        let declared = (try? sources.values(of: lab.secrets)) ?? [:]
        let captured = try surroundings.journal.captures()
        let made = SecretFiles(.generated, in: lab.stateDirectory).all
        let redactor = Redactor(
            (Array(declared.values) + captured.values).flatMap(\.secrets) + made.values)
        return try await Healing(surroundings, inventory: lab.inventory).healAll {
            Terminal.say(redactor.redact($0))
        }
    }

    /// Ends the connections.
    func close() async { await surroundings.connections.closeAll() }
}

extension Plan {
    /// Every host that a step is about, once.
    var hosts: [Host] {
        let names = Set(entries.flatMap(\.hosts).map(\.name))
        return inventory.hosts.filter { names.contains($0.name) }
    }
}
