"""SSH servers that flood, stall and lie, each on a port of its own.

    server.py FOLDER    FOLDER has a host key (`host`); the ports are written to FOLDER/ports, a line `name port` each.

One more hostile server is one more function: `@raw` is given the socket of each client, `@ssh` the connection of each
client that has logged in, `@shell` each session in the place of its bash.
"""

import asyncio
import os
import re
import socket
import struct
import sys
import threading
import time
import warnings

warnings.simplefilter("ignore")
import asyncssh  # noqa: E402

RAW, SSH, SHELL = {}, {}, {}


def named(table):
    def enter(function):
        table[function.__name__.replace("_", "-")] = function
        return function

    return enter


raw, ssh, shell = named(RAW), named(SSH), named(SHELL)

# Before the key exchange: a socket and nothing else.

BANNER = b"SSH-2.0-hostile\r\n"


def packet(payload):
    """A packet as it is before there are keys (RFC 4253, section 6)."""
    padding = 8 - (len(payload) + 5) % 8 + 8
    return struct.pack(">IB", len(payload) + padding + 1, padding) + payload + bytes(padding)


def names(text):
    return struct.pack(">I", len(text)) + text


KEXINIT = packet(
    b"\x14" + bytes(16)
    + names(b"curve25519-sha256") + names(b"ssh-ed25519")
    + 2 * names(b"aes128-ctr") + 2 * names(b"hmac-sha2-256") + 2 * names(b"none") + 2 * names(b"") + bytes(5))


def flood(client, piece, first=b""):
    client.sendall(first)
    many = piece * (65536 // len(piece) + 1)
    while True:
        client.sendall(many)


@raw
def accepts_and_stays_silent(client):
    time.sleep(60)


@raw
def endless_banner(client):
    flood(client, b"x" * 1000)


@raw
def endless_lines_before_the_banner(client):
    flood(client, b"Welcome to this host.\r\n")


@raw
def lines_without_end_of_zeros(client):
    flood(client, bytes(1000))


@raw
def a_byte_at_a_time(client):
    for byte in BANNER + KEXINIT:
        client.sendall(bytes([byte]))
        time.sleep(0.3)


@raw
def banner_and_then_silence(client):
    client.sendall(BANNER)
    time.sleep(60)


@raw
def garbage_after_the_banner(client):
    flood(client, os.urandom(4096), BANNER)


@raw
def closes_in_the_key_exchange(client):
    client.sendall(BANNER + KEXINIT)


@raw
def key_exchange_without_an_answer(client):
    client.sendall(BANNER + KEXINIT)
    time.sleep(60)


@raw
def unwanted_packets_in_the_key_exchange(client):
    flood(client, packet(b"\xc8" * 900), BANNER + KEXINIT)


@raw
def small_unwanted_packets_in_the_key_exchange(client):
    flood(client, struct.pack(">IB", 2, 0) + b"\xc8", BANNER + KEXINIT)


@raw
def ignored_packets_in_the_key_exchange(client):
    flood(client, packet(b"\x02" + names(b"x" * 900)), BANNER + KEXINIT)


@raw
def key_exchange_over_and_over(client):
    flood(client, KEXINIT, BANNER)


# After the login: a server that asks for no proof, and then sends what it likes.

IGNORE, DEBUG, KEXINIT_TYPE, GLOBAL_REQUEST, CHANNEL_OPEN = 2, 4, 20, 80, 90
CHANNEL_DATA, CHANNEL_EXTENDED_DATA, CHANNEL_REQUEST, CHANNEL_SUCCESS = 94, 95, 98, 99


def u32(number):
    return struct.pack(">I", number)


async def send_for_ever(connection, kind, *payload):
    while True:
        for _ in range(64):
            connection.send_packet(kind, *payload)
        # asyncssh does not wait for its socket: what is not sent yet must not fill its own memory.
        while connection._transport and connection._transport.get_write_buffer_size() > 1 << 20:
            await asyncio.sleep(0.001)
        if connection._transport is None:
            return
        await asyncio.sleep(0)


@ssh
async def ignored_packets(connection):
    await send_for_ever(connection, IGNORE, names(b"x" * 2000))


@ssh
async def debug_messages(connection):
    await send_for_ever(connection, DEBUG, b"\x01", names(b"x" * 2000), names(b""))


@ssh
async def unknown_messages(connection):
    await send_for_ever(connection, 200, names(b"x" * 2000))


@ssh
async def small_unknown_messages(connection):
    await send_for_ever(connection, 200)


@ssh
async def global_requests(connection):
    await send_for_ever(connection, GLOBAL_REQUEST, names(b"keepalive@openssh.com"), b"\x00")


@ssh
async def global_requests_that_want_an_answer(connection):
    await send_for_ever(connection, GLOBAL_REQUEST, names(b"keepalive@openssh.com"), b"\x01")


@ssh
async def data_for_no_channel(connection):
    await send_for_ever(connection, CHANNEL_DATA, u32(77), names(b"x" * 2000))


@ssh
async def channels_that_it_opens(connection):
    await send_for_ever(connection, CHANNEL_OPEN, names(b"x11"), u32(1), u32(99999), u32(9999), names(b"a"), u32(1))


@ssh
async def keys_anew_and_anew(connection):
    while connection._transport is not None:
        if not connection._kexinit_sent and connection._kex is None:
            connection._send_kexinit()
        await asyncio.sleep(0.001)


@ssh
async def signals_of_four_gigabytes(connection):
    await asyncio.sleep(0.3)
    await send_for_ever(
        connection, CHANNEL_REQUEST, u32(0), names(b"exit-signal"), b"\x00", u32(0xFFFFFFF0), names(b"x" * 500))


@ssh
async def no_answer_to_opening_a_channel(connection):
    connection.mute_channels = True


# In the place of a bash: what it is told, and what it says.


class Shell(asyncssh.SSHServerSession):
    """Says the markers of `says`, with the nonce that the greeting tells it."""

    def __init__(self, behaviour):
        self.behaviour, self.text, self.nonce, self.tasks = behaviour, "", None, []

    def connection_made(self, channel):
        self.channel = channel

    def exec_requested(self, command):
        return self.behaviour.__name__ != "refuses_exec"

    def session_started(self):
        self.tasks.append(asyncio.ensure_future(self.behaviour(self, None)))

    def data_received(self, data, datatype):
        self.text += data
        if self.nonce is None:
            # The greeting's last line; a command may come behind it in the same piece.
            found = re.search(r"printf '\\036([0-9a-f]+)g\\n' >&3\n", self.text)
            if not found:
                return
            self.nonce, self.text = found[1], self.text[found.end():]
            self.tasks.append(asyncio.ensure_future(self.behaviour(self, "greeting")))
        if re.search(r"' run\n$", self.text):
            self.text = ""
            self.tasks.append(asyncio.ensure_future(self.behaviour(self, "command")))

    def connection_lost(self, error):
        for task in self.tasks:
            task.cancel()

    def mark(self, text, errors=False):
        self.write(f"\036{self.nonce}{text}\n", errors)

    def write(self, text, errors=False):
        (self.channel.write_stderr if errors else self.channel.write)(text)

    def greet(self):
        self.mark("g")
        self.mark("g", errors=True)

    async def write_for_ever(self, text, errors=False):
        connection = self.channel._conn
        while connection._transport is not None:
            self.write(text, errors)
            while connection._transport and self.channel._send_buf_len > 1 << 20:
                await asyncio.sleep(0.001)
            await asyncio.sleep(0)


def answers(function):
    """A shell that greets as bash does; the function is what it does in the place of a command."""

    async def behaviour(shell, event):
        if event == "greeting":
            shell.greet()
        if event == "command":
            await function(shell)

    behaviour.__name__ = function.__name__
    return shell(behaviour)


@shell
async def refuses_exec(shell, event):
    pass


@shell
async def no_answer_to_exec(shell, event):
    pass


@shell
async def no_greeting(shell, event):
    pass


@shell
async def words_instead_of_a_greeting(shell, event):
    if event is None:
        while True:
            shell.write("Please wait…\n", errors=True)
            await asyncio.sleep(0.2)


@shell
async def no_beginning(shell, event):
    if event == "greeting":
        shell.greet()


@answers
async def no_end(shell):
    shell.mark("b4242")


@answers
async def no_end_of_errors(shell):
    shell.mark("b4242")
    shell.mark("e0 1")


@answers
async def errors_that_never_end(shell):
    shell.mark("b4242")
    shell.mark("e0 1")
    await shell.write_for_ever("x" * 1000 + "\n", errors=True)


@answers
async def no_end_of_output(shell):
    shell.mark("b4242")
    shell.mark("x", errors=True)


@answers
async def output_without_end(shell):
    shell.mark("b4242")
    await shell.write_for_ever("y" * 1000 + "\n")


@answers
async def lying_markers(shell):
    shell.mark("b-1")
    shell.mark("b4242")
    shell.mark("e-2 1")
    shell.mark("e99999 1")
    shell.mark("e3 1")
    shell.mark("e4 1")
    shell.mark("x", errors=True)
    shell.mark("x", errors=True)


@answers
async def output_after_the_end(shell):
    shell.mark("b4242")
    shell.mark("e0 0")
    shell.mark("x", errors=True)
    await shell.write_for_ever("z" * 1000 + "\n")


@shell
async def data_beyond_the_window(shell, event):
    if event == "greeting":
        shell.greet()
        await send_for_ever(
            shell.channel._conn, CHANNEL_DATA, u32(shell.channel._send_chan), names(b"x" * 32000))


class Server(asyncssh.SSHServer):
    def __init__(self, name):
        self.name = name

    def connection_made(self, connection):
        self.connection = connection

    def begin_auth(self, username):
        return False  # Nobody need prove anything.

    def auth_completed(self):
        if self.name in SSH:
            asyncio.ensure_future(SSH[self.name](self.connection))

    def session_requested(self):
        if getattr(self.connection, "mute_channels", False):
            return asyncio.get_event_loop().create_future()
        session = Shell(SHELL.get(self.name) or SHELL["no-greeting"])
        return session


def serve_raw(function, listener):
    def serve(client):
        try:
            function(client)
        except OSError:
            pass
        finally:
            client.close()

    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=[client], daemon=True).start()


def end_with_parent():
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


async def main(folder):
    ports = {}
    threading.Thread(target=end_with_parent, daemon=True).start()
    for name, function in RAW.items():
        listener = socket.create_server(("127.0.0.1", 0))
        ports[name] = listener.getsockname()[1]
        threading.Thread(target=serve_raw, args=[function, listener], daemon=True).start()
    servers = []
    for name in [*SSH, *SHELL]:
        server = await asyncssh.create_server(
            lambda name=name: Server(name), "127.0.0.1", 0, server_host_keys=[f"{folder}/host"],
            rekey_bytes=1 << 40, login_timeout=0)
        ports[name] = server.sockets[0].getsockname()[1]
        servers.append(server)
    with open(f"{folder}/ports.new", "w") as file:
        file.writelines(f"{name} {port}\n" for name, port in ports.items())
    os.rename(f"{folder}/ports.new", f"{folder}/ports")
    await asyncio.sleep(1e9)


asyncio.run(main(sys.argv[1]))
