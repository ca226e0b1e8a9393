/// Ways to break the way to an address, on the host that asks.
enum NetworkMutations {
    /// What is at an address or name is out of reach: connections are refused by the host itself (ip-route(8)).
    static func unreachable(_ name: String) -> Mutation {
        let script = { (verb: String) in
            Script(
                """
                read -r address _ < <(getent ahostsv4 \(Script.quote(name)))
                [[ -n $address ]] || exit 77
                ip route \(verb) prohibit "$address"/32
                """)
        }
        return Mutation("\(name) is out of reach", breaking: script("add"), undoing: script("del"))
    }

    /// A TCP service: stopped where it is the host's own, out of reach where it is another's.
    static func closed(port: Int, of name: String, on host: Host) -> Mutation {
        let own = ["127.0.0.1", "::1", "localhost", host.address, host.name]
        return own.contains(name) ? UnitMutations.stopListener(on: port) : unreachable(name)
    }

    /// Who holds an address loses it; who does not gets it too.
    ///
    /// An address that moves is taken over by another host meanwhile: it is given back only if nobody answers for it.
    static func moved(_ address: String) -> Mutation {
        let word = Script.quote(address)
        return Mutation(
            "who holds \(address) is another",
            breaking: Script(
                """
                set -e
                read -r _ link _ prefix _ < <(ip -o address show to \(word)) || :
                if [[ -n $link ]]; then verb=del; else verb=add link=lo prefix=\(word); fi
                echo "$verb $prefix $link" >/run/labctl-address
                ip address "$verb" "$prefix" dev "$link"
                """),
            undoing: Script(
                """
                read -r verb prefix link </run/labctl-address || exit 0
                rm /run/labctl-address
                if [[ $verb == add ]]; then
                    ip address del "$prefix" dev "$link"
                elif [[ -z $(ip -o address show to \(word)) ]]; then
                    for _ in 1 2 3; do ping -q -c 1 -W \(Script.seconds(1)) \(word) >/dev/null 2>&1 && exit; done
                    ip address add "$prefix" dev "$link"
                fi
                """))
    }
}
