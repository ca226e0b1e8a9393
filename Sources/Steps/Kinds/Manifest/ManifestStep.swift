import Yams

/// `manifest`: objects of a Kubernetes cluster are as written, and ready where the step says so.
public struct ManifestStep: ActionKind {
    let objects: String
    let kubectl: String
    let isReady: Bool
    let patience: Duration

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "manifest",
        states: "objects of a Kubernetes cluster are as written, and ready where the step says so",
        probing:
            "`kubectl diff --server-side`: the API server itself says what applying would change; it is asked again "
            + "only when an object is not at the version that was found right (remembered in "
            + "/var/lib/labctl/manifests). `ready` asks for replicas, pods and nodes in the same call",
        body: "the objects, in YAML, separated by `---`; applied by the server, as field manager `labctl`",
        attributes: [
            .init("kubeconfig", "path", "kubectl's configuration, on the host"),
            .init("kubectl", "command", "the command; `kubectl` by default"),
            .init(
                "ready", "flag",
                "every workload has its replicas up to date and ready, every pod is ready; waits for it within `timeout`"
            ),
        ],
        example: """
            ```yaml {manifest #web on=masters[0] kubeconfig=/etc/kubernetes/admin.kubeconfig ready}
            apiVersion: v1
            kind: Namespace
            metadata:
              name: web
            ```
            """)

    /// Takes the body as the objects; each must say its `apiVersion`, `kind` and name.
    public init(from decoder: inout StepDecoder) {
        objects = decoder.attributes.fill(decoder.body, in: .yaml, at: decoder.bodyPlace)
        let kubeconfig = decoder.attributes.path("kubeconfig").map { ["--kubeconfig=" + $0] } ?? []
        let words = (decoder.attributes.command("kubectl") ?? ["kubectl"]) + kubeconfig
        kubectl = words.map { Script.quote($0) }.joined(separator: " ")
        isReady = decoder.attributes.flag("ready")
        patience = decoder.attributes.duration("timeout") ?? .seconds(120)
        let found =
            decoder.attributes.problems.isEmpty ? Self.problems(in: objects, at: decoder.bodyPlace) : []
        decoder.attributes.report(found)
    }

    /// Asks for the objects; then the API server what applying would change (kubectl-diff(1)), unless they are at the
    /// versions that were found right, or none of them is there; answers with how ready they are.
    public func probe(on host: Host) -> Probe? {
        var probe = Probe(Script(assignment + versions + comparison + (isReady ? answer : ""))) {
            self.finding($0)
        }
        probe.joint = joint
        return probe
    }

    /// Applies on the server's side; `ready` waits for rollouts and pods.
    public func commands(on host: Host, after finding: Finding?) -> [Command] {
        let apply =
            "\(kubectl) apply --server-side --field-manager=labctl --force-conflicts -f - <<<\"$objects\"\n"
        return [.run(Script("set -euo pipefail\n" + assignment + apply + (isReady ? waiting : "")))]
    }

    /// kubectl(1), with the text as its input.
    public var commandsByHand: String? { "\(kubectl) apply --server-side -f -" }

    /// The kinds and names of the objects.
    public var title: String { "apply \(Self.names(in: objects).joined(separator: " "))" }

    private var assignment: String { "objects=\(Script.quote(objects))\n" }

    /// Sets `rows`, one an object, and `record`, the file that holds the rows which were found right.
    private var versions: String {
        """
        record=\(record)
        \(missing)
        rows=$(set -o pipefail; \(listing)) || { \(absence); rows=; }
        { known=$(<"$record"); } 2>/dev/null

        """
    }

    private var record: String { "/var/lib/labctl/manifests/\((kubectl + objects).fingerprint)" }

    private var answer: String { "printf '%s\\n' \"$rows\"\n" }

    /// Prints a row for each object: how ready it is, and its version.
    ///
    /// A resource version names one state of an object; where a cluster was put back, the times in `managedFields` do.
    private var listing: String {
        let columns = Script.quote(Readiness.columns(besides: Self.version))
        return "\(kubectl) get -f - --no-headers -o \(columns) <<<\"$objects\" 2>&1 | "
            + "sed -E '/^Warning:/d; s/ +/ /g'"
    }

    /// All objects of a host in one listing: where each row that was found right is in it, there is nothing to compare,
    /// and where none of the objects is there, neither.
    ///
    /// A cluster that does not answer would be waited for once for each object; so it is asked once more whether it does.
    private var joint: JointQuestion {
        JointQuestion(
            gathering: "objects+=$'\\n---\\n'\(Script.quote(objects))\n",
            question: """
                rows=$(set -o pipefail; timeout \(Script.seconds(5)) \(listing))
                if [[ $? == 124 ]]; then rows=$(\(kubectl) get --raw /readyz --request-timeout=\(Script.seconds(3))s 2>&1); fi
                settle() {
                    local row known
                    case $rows in *'connection to the server'*|*'connect to the server'*) echo "$rows"; return 2 ;; esac
                    { known=$(<"$1"); } 2>/dev/null && [[ -n $known ]] || return \(JointQuestion.cannotTell)
                    while IFS= read -r row; do
                        [[ $'\\n'$rows$'\\n' == *$'\\n'"$row"$'\\n'* ]] || return \(JointQuestion.cannotTell)
                    done <<<"$known"
                    [[ -z ${2-} ]] || echo "$known"
                }
                \(missing)

                """,
            answer: absence + "\nsettle \(record)\(isReady ? " ready" : "")\n")
    }

    /// Answers as kubectl-diff(1) would where none of the objects is there: all of them would be added. Of a Secret it
    /// says nothing, for kubectl hides what is in one.
    private var absence: String {
        let kinds = nodes.map { ($0["kind"]?.string ?? "", $0["metadata"]?["name"]?.string ?? "") }
        guard !kinds.isEmpty, kinds.allSatisfy({ $0.0 != "Secret" && !$0.0.isEmpty && !$0.1.isEmpty }) else {
            return ":"
        }
        let words = kinds.flatMap { [$0.0, $0.1] }.map { Script.quote($0) }.joined(separator: " ")
        let lines = objects.split(separator: "\n").map { "+\($0)" }.joined(separator: "\n")
        return "if missing \(words); then echo \(Script.quote(lines)); exit 1; fi"
    }

    /// A function that tells whether `$rows` say of every object (kind, name, kind, …) that it is not there.
    private var missing: String {
        """
        missing() {
            while (($#)); do
                [[ $rows == *"(NotFound): "*" \\"$2\\" not found"* && $'\\n'$rows != *$'\\n'"$1 $2 "* ]] || return
                shift 2
            done
        }
        """
    }

    private static let version = [
        ".metadata.uid", ".metadata.resourceVersion", ".metadata.managedFields[*].time",
    ]

    /// An object that somebody else has written to while it was compared, a controller its status, say, is compared anew.
    private var comparison: String {
        """
        if [[ -z $rows || $rows != "${known-}" ]]; then
        for _ in 1 2 3; do
            found=$(\(kubectl) diff --server-side --field-manager=labctl --force-conflicts -f - <<<"$objects" 2>&1)
            status=$?
            [[ $status == 1 && -n $rows ]] || break
            before=$rows
            rows=$(set -o pipefail; \(listing)) && [[ $rows != "$before" ]] || break
        done
        printf '%s\\n' "${found:0:49152}"
        [[ $status == 0 ]] || exit $status
        [[ $rows == *'<none>' ]] ||
            { mkdir -p "${record%/*}" && printf '%s\\n' "$rows" >"$record"; } 2>/dev/null
        fi

        """
    }

    private var waiting: String {
        """
        \(kubectl) get -f - --no-headers <<<"$objects" \\
            -o custom-columns=K:.kind,N:.metadata.name,S:.metadata.namespace |
        while read -r kind name namespace; do
            [[ $namespace == '<none>' ]] || name+=" --namespace=$namespace"
            case $kind in
                Deployment|DaemonSet|StatefulSet) \(kubectl) rollout status --timeout=\(Script.seconds(seconds))s "$kind/"$name ;;
                Pod) \(kubectl) wait --for=condition=Ready --timeout=\(Script.seconds(seconds))s "$kind/"$name ;;
            esac
        done

        """
    }

    private var seconds: Int { max(1, Int(patience.seconds) - 2) }

    private func finding(_ reply: Reply) -> Finding {
        switch reply.status {
        case 0:
            return Finding(Readiness.objects(in: reply.output).compactMap { $0.difference() })
        case 1:
            return .differs([Difference("the cluster differs from these objects", evidence: reply.everything)]
            )
        case 126, 127: return .broken("kubectl is not installed here. \(reply.everything)")
        default:
            let sentence = "the cluster does not answer, or does not know such objects yet"
            return .differs([Difference(sentence, evidence: reply.everything)])
        }
    }
}

// What can be known of the objects without a cluster.
extension ManifestStep {
    static func problems(in yaml: String, at place: SourcePlace) -> [Diagnostic] {
        do {
            let objects = try objects(in: yaml, at: place)
            if objects.isEmpty {
                return [.error("empty-body", at: place, "`manifest` needs objects in its body")]
            }
            return objects.compactMap { fields, place in
                let missing = ["apiVersion", "kind", "metadata"].filter { !fields.contains($0) }
                if missing.isEmpty { return nil }
                return .error(
                    "bad-object", at: place,
                    "a Kubernetes object needs \(missing.map { "`\($0)`" }.joined(separator: ", "))")
            }
        } catch {
            return [Fields.wording(error, at: place)]
        }
    }

    /// The objects; none where the body is not YAML.
    var nodes: [Node] { (try? Self.compose(objects)) ?? [] }

    /// The names of each object's fields and the line where it begins.
    private static func objects(
        in yaml: String, at place: SourcePlace
    ) throws -> [(fields: [String], place: SourcePlace)] {
        if let objects = PlainYAML.documents(yaml, title: "", at: place) {
            return objects.map { ($0.entries.map(\.name), $0.place) }
        }
        return try compose(yaml).map { node in
            let fields = node.mapping?.keys.compactMap(\.string) ?? []
            return (fields, place.moved(lines: (node.mark?.line ?? 1) - 1))
        }
    }

    private static func names(in yaml: String) -> [String] {
        ((try? compose(yaml)) ?? []).map { node in
            "\(node["kind"]?.string?.lowercased() ?? "?")/\(node["metadata"]?["name"]?.string ?? "?")"
        }
    }

    private static func compose(_ yaml: String) throws -> [Node] {
        try AliasBound.documents(yaml).filter { !["", "~", "null"].contains($0.scalar?.string) }
    }
}
