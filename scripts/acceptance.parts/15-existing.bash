# A machine of somebody's own, an sshd on loopback, is worked on with nothing but an address and an identity.
own=$WORK/own; mkdir -p "$own" /run/sshd

# Ends the sshd, and waits until it is gone.
stop_own() {
    local pid; pid=$(cat "$own/pid" 2>/dev/null) || return 0
    kill "$pid" 2>/dev/null
    for _ in {1..100}; do kill -0 "$pid" 2>/dev/null || return 0; sleep 0.1; done
}
trap stop_own EXIT

graph_and_status() { labctl lab graph --lab "$own/lab.yaml" && labctl lab status --lab "$own/lab.yaml"; }

ssh-keygen -q -t ed25519 -N '' -f "$own/host_key"; ssh-keygen -q -t ed25519 -N '' -f "$own/id"
ssh-keygen -q -t rsa -b 2048 -N '' -f "$own/rsa"; cat "$own"/{id,rsa}.pub >"$own/authorized"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf '%s\n' "Port $port" "ListenAddress 127.0.0.1" "HostKey $own/host_key" "PidFile $own/pid" \
    "AuthorizedKeysFile $own/authorized" "StrictModes no" "UsePAM no" >"$own/sshd_config"
/usr/sbin/sshd -f "$own/sshd_config"
until_says ssh-ed25519 ssh-keyscan -p "$port" 127.0.0.1
cat >"$own/lab.yaml" <<-END
	name: mine
	provider: existing
	hosts:
	  - { name: solo, address: 127.0.0.1, roles: [servers] }
	ssh: { port: $port, identity: id }
END
cat >"$own/chapter.md" <<-END
	\`\`\`text {file #motd on=servers path=$own/motd mode=0640}
	Welcome to {{host.name}}
	\`\`\`
END
cat >"$own/drill.md" <<-END
	\`\`\`yaml {fault #off on=servers}
	break: power-off
	recovers: healed
	probe: {from: local, port: $port, every: 100ms}
	recover-within: 10s
	good: 5
	\`\`\`
END
chapter=$own/chapter.md known=$own/.labctl/mine/known_hosts
says "an unknown host key is not trusted, and how to accept it is told" \
    tells 2 "ssh-keyscan -t ed25519 -p $port 127.0.0.1" labctl run "$chapter" --yes
ssh-keyscan -p "$port" 127.0.0.1 2>/dev/null >"$known"
says "a machine of one's own is worked on with only an address and an identity" run "$chapter"
says "and checked" exits 0 labctl check "$chapter"
says "graph and status know it too" graph_and_status
says "a drill that asks from this computer wants a word for it" \
    tells 64 "allow-local" labctl run "$own/drill.md" --yes --drills
says "its power is not cut before the lab file says how" \
    tells 1 "labctl cannot switch it" labctl run "$own/drill.md" --yes --drills --allow-local
echo "power: { off: \"kill \$(cat $own/pid)\", on: \"/usr/sbin/sshd -f $own/sshd_config\" }" >>"$own/lab.yaml"
says "then it is cut by that command, noticed and given back" run "$own/drill.md" --drills --allow-local
says "up is not offered for it" tells 1 "labctl did not make" labctl lab up --lab "$own/lab.yaml"
sed -i 's/identity: id/identity: rsa/' "$own/lab.yaml"
says "an RSA key that this libssh2 cannot use is named, with what to use instead" \
    tells 2 "ed25519" labctl check "$chapter"
sed -i 's/identity: rsa/identity: id/' "$own/lab.yaml"
sed -i "s|\(ssh-ed25519 \).*|\1$(cut -d' ' -f2 "$own/id.pub")|" "$known"
says "a changed host key stops everything" tells 2 "ANOTHER KEY" labctl check "$chapter"
stop_own
says "a machine that is down gives exit code 2 and says so" tells 2 "refused" labctl check "$chapter"
