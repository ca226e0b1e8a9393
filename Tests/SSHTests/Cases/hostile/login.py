"""SSH servers that misbehave when somebody logs in, or that stall beneath an honest shell, each on a port of its own.

    login.py FOLDER    FOLDER has a host key (`host`); the ports are written to FOLDER/login-ports, a line `name port` each.

One more server is one more function, which says what its host does otherwise than an honest one. Each connection is served
by a process of its own, so that a host can freeze.
"""
import ctypes
import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time

import paramiko
from paramiko.common import AUTH_FAILED, AUTH_PARTIALLY_SUCCESSFUL, AUTH_SUCCESSFUL

PR_SET_PDEATHSIG = 1
DISCONNECT, SERVICE_ACCEPT, USERAUTH_FAILURE, USERAUTH_BANNER, USERAUTH_PK_OK = 1, 6, 51, 53, 60
COLOURS = "\x1b[31mhostile\u202e\nhost9: ok\x9b2J\u200b"
SERVERS = []


def server(function):
    SERVERS.append(function)
    return function


def for_ever():
    while True:
        time.sleep(60)


def message(kind, *parts):
    """A packet of numbers, flags and texts (RFC 4251, section 5)."""
    content = paramiko.Message()
    content.add_byte(bytes([kind]))
    for part in parts:
        add = {bool: content.add_boolean, int: content.add_int, str: content.add_string}
        add[type(part)](part)
    return content


class Host(paramiko.ServerInterface):
    """An honest host with a real bash, but for what a function of this file sets."""

    def __init__(self, transport):
        self.transport = transport
        self.asked = lambda: None  # somebody wants to know how to log in
        self.proven = lambda: AUTH_SUCCESSFUL
        self.methods = "publickey"
        self.started = lambda channel: None  # a shell begins
        self.out = lambda output, nonce: output

    def send(self, content):
        self.transport._send_message(content)

    def flood(self, content):
        while self.transport.is_active():
            self.send(content)

    def check_auth_none(self, _user):
        self.asked()
        return AUTH_FAILED

    def check_auth_publickey(self, _user, _key):
        return self.proven()

    def get_allowed_auths(self, _user):
        return self.methods

    def check_channel_request(self, _kind, _number):
        return paramiko.OPEN_SUCCEEDED

    def check_channel_exec_request(self, channel, _command):
        threading.Thread(target=self.shell, args=[channel], daemon=True).start()
        return True

    def shell(self, channel):
        self.started(channel)
        pipe = subprocess.PIPE
        bash = subprocess.Popen(["bash", "--noprofile", "--norc"], stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0)
        first = channel.recv(65536)
        while not (found := re.search(rb"\\036([0-9a-f]+)g", first)):
            first += channel.recv(65536)
        threading.Thread(target=hear, args=[channel, bash.stdin, first], daemon=True).start()
        threading.Thread(target=tell, args=[bash.stderr, channel.sendall_stderr], daemon=True).start()
        tell(bash.stdout, lambda output: channel.sendall(self.out(output, found[1])))


def hear(channel, stdin, content):
    while content:
        stdin.write(content)
        content = channel.recv(65536)
    stdin.close()


def tell(pipe, send):
    while output := os.read(pipe.fileno(), 65536):
        send(output)


# The login


@server
def no_answer_to_the_service_request(host):
    handlers = dict(paramiko.auth_handler.AuthHandler._server_handler_table)
    handlers[5] = lambda *_: for_ever()
    paramiko.auth_handler.AuthHandler._server_handler_table = handlers


@server
def no_answer_to_a_login(host):
    host.asked = for_ever


@server
def no_answer_to_a_key(host):
    host.proven = for_ever


@server
def endless_login_banners(host):
    host.asked = lambda: host.flood(message(USERAUTH_BANNER, "welcome " * 1000, ""))


@server
def endless_failures(host):
    host.proven = lambda: host.flood(message(USERAUTH_FAILURE, "publickey,password", True))


@server
def endless_praise_of_a_key(host):
    host.proven = lambda: host.flood(message(USERAUTH_PK_OK, "ssh-ed25519", "x" * 500))


@server
def never_content_with_a_key(host):
    host.proven = lambda: AUTH_PARTIALLY_SUCCESSFUL


@server
def fifteen_thousand_methods(host):
    host.methods = ",".join(["publickey"] + ["x"] * 15000)
    host.proven = lambda: AUTH_FAILED


@server
def methods_in_colour(host):
    host.methods = f"publickey,{COLOURS}"
    host.proven = lambda: AUTH_FAILED


@server
def leave_in_colour(host):
    host.asked = lambda: host.send(message(DISCONNECT, 11, COLOURS, "")) or for_ever()


# Beneath an honest shell


@server
def no_room_for_input(host):
    def started(channel):
        channel._check_add_window = lambda _: 0  # the window is never opened again
    host.started = started


@server
def frozen_in_a_command(host):
    def out(output, nonce):
        if nonce + b"b" in output:
            os.kill(os.getpid(), signal.SIGSTOP)
        return output
    host.out = out


@server
def guessed_markers(host):
    guesses = b"".join(b"\x1e%016xe0 1\n" % (1 << 63 | number) for number in range(200))
    host.out = lambda output, nonce: guesses + output


def serve(client, function, folder):
    """Speaks with one client until it is gone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    transport = paramiko.Transport(client, default_window_size=1 << 15)
    transport.add_server_key(paramiko.Ed25519Key.from_private_key_file(f"{folder}/host"))
    host = Host(transport)
    function(host)
    transport.start_server(server=host)
    transport.join()


def main(folder):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listeners = {socket.create_server(("127.0.0.1", 0)): function for function in SERVERS}
    with open(f"{folder}/login-ports.new", "w") as file:
        for listener, function in listeners.items():
            file.write(f"{function.__name__.replace('_', '-')} {listener.getsockname()[1]}\n")
    os.rename(f"{folder}/login-ports.new", f"{folder}/login-ports")
    while True:
        for listener in select.select(list(listeners), [], [])[0]:
            client, _ = listener.accept()
            if os.fork() == 0:
                try:
                    serve(client, listeners[listener], folder)
                finally:
                    os._exit(0)
            client.close()


main(sys.argv[1])
