import Steps

// What a killed labctl left broken is mended before anything else is done.
extension Run {
    /// Powers on every host that the journal knows as broken by a drill.
    public func heal() async {
        guard let broken = try? surroundings.journal.broken(), !broken.isEmpty else { return }
        for entry in broken {
            guard let host = plan.inventory.host(named: entry.host), let power = surroundings.power else {
                recorder.add(
                    .notice("\(entry.host): drill `\(entry.step)` was cut short; switch the machine on"))
                continue
            }
            recorder.add(.notice("\(host.name): drill `\(entry.step)` was cut short; powering it on"))
            if let trouble = await heal(host, with: power) { recorder.add(.notice(trouble)) }
        }
    }

    /// Powers a host on, waits until it answers and forgets that it was broken; answers what went wrong.
    func heal(_ host: Host, with power: any Power) async -> String? {
        do { try await power.powerOn(host) } catch { return "\(host.name) could not be powered on: \(error)" }
        await surroundings.connections.forget(host)
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do throws(Unreachable) {
                _ = try await surroundings.connections.transport(to: host)
                break
            } catch {
                await surroundings.connections.forget(host)
                if ContinuousClock.now > deadline {
                    return "\(host.name) is on but does not answer: \(error.message)"
                }
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
        do { try surroundings.journal.forget(broken: host.name) } catch { return "\(error)" }
        return nil
    }
}
