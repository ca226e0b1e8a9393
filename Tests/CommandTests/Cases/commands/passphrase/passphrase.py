"""Two hosts behind a jump host take a key with a passphrase, which a person types once on a terminal."""
import os
import pty
import select
import socket
import subprocess
import time

here = os.getcwd()
os.environ["LABCTL_SSH_CONFIG"] = "none"
os.environ.pop("SSH_AUTH_SOCK", None)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def daemon(port):
    os.makedirs("/run/sshd", exist_ok=True)
    options = [
        f"Port={port}", "ListenAddress=127.0.0.1", f"HostKey={here}/host", f"AuthorizedKeysFile={here}/locked.pub",
        "PermitRootLogin=yes", "StrictModes=no", "UsePAM=no", "PidFile=none",
    ]
    words = ["/usr/sbin/sshd", "-D", "-E", f"{here}/log-{port}", "-f", "/dev/null"]
    process = subprocess.Popen(words + [word for option in options for word in ("-o", option)])
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return process
        except OSError:
            time.sleep(0.02)
    raise SystemExit("sshd does not listen")


def on_terminal(words, answer):
    """What a command prints on a terminal where the answer is typed at the first question, and how it exits."""
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(words[0], words)
    output, typed, end = b"", False, time.time() + 120
    while time.time() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        output += piece
        if b"Enter passphrase" in output and not typed:
            time.sleep(0.3)
            os.write(terminal, answer)
            typed = True
    return output, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


host, jump = free_port(), free_port()
for name, passphrase in (("host", ""), ("locked", "open sesame")):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", name], check=True)
key = open("host.pub").read().strip()
with open("known", "w") as known:
    known.write(f"[127.0.0.1]:{host} {key}\n[localhost]:{host} {key}\n[127.0.0.1]:{jump} {key}\n")
with open("lab.yaml", "w") as lab:
    lab.write(
        "name: mine\nprovider: existing\nhosts:\n"
        f"  - {{name: one, address: 127.0.0.1, port: {host}, roles: [web]}}\n"
        f"  - {{name: two, address: localhost, port: {host}, roles: [web]}}\n"
        f"ssh: {{user: root, identity: locked, known_hosts: known, jump: 'root@127.0.0.1:{jump}'}}\n"
    )
daemons = [daemon(host), daemon(jump)]
try:
    for name, answer in (("the passphrase", b"open sesame\n"), ("Ctrl-C", b"\x03")):
        output, status = on_terminal(["labctl", "check", "chapter.md"], answer)
        asked = output.count(b"Enter passphrase")
        print(f"{name}: asked {asked} time, exit {status}, shown: {b'sesame' in output}")
    silent = subprocess.run(
        ["setsid", "-w", "labctl", "check", "chapter.md"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    print(f"no terminal: exit {silent.returncode}, says what to do: {'ssh-add' in silent.stdout}")
    logins = open(f"log-{jump}").read().count("Accepted publickey")
    print(f"logins at the jump host for two hosts: {logins}")
finally:
    for process in daemons:
        process.terminate()
