"""An SSH server that says what no terminal should be shown: hostile_server.py MODE.

Prints its port and its host key, serves one connection, and ends.
"""
import socket
import sys
import threading
import time

import paramiko

LINES = "\r\nFORGED one\nFORGED two\u2028FORGED three\u2029FORGED four\u0085FORGED five\x0bFORGED six"
HOSTILE = (
    "\x1b[31mred\x1b]8;;http://x\x1b\\link\x1b]52;c;Y29weQ==\x07\x9b1mC1\x9d0;title\x9c\u202egpj\u2066iso\u2069"
    "\u200bzero\ufefftag\U000e0041\x00\x07\x08\x7f" + LINES
)
BYTES = HOSTILE.encode() + b"\xff\xc0\x80\xed\xa0\x80\xf8\x88\x80\x80\x80" + b"long" * 20000


class Server(paramiko.ServerInterface):
    def __init__(self, mode):
        self.mode = mode

    def get_allowed_auths(self, username):
        return "publickey," + HOSTILE if self.mode == "methods" else "publickey"

    def check_auth_publickey(self, username, key):
        return paramiko.AUTH_FAILED if self.mode == "methods" else paramiko.AUTH_SUCCESSFUL

    def check_channel_request(self, kind, number):
        return paramiko.OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED if self.mode == "channel" else paramiko.OPEN_SUCCEEDED

    def check_channel_exec_request(self, channel, command):
        threading.Thread(target=self.answer, args=(channel,), daemon=True).start()
        return True

    def answer(self, channel):
        time.sleep(0.1)
        channel.sendall_stderr(BYTES[:9000])
        channel.sendall(BYTES[:9000])
        channel.send_exit_status(7)
        channel.close()


def main():
    mode = sys.argv[1]
    key = paramiko.ECDSAKey.generate()
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], key.get_name(), key.get_base64(), flush=True)
    connection, _ = listener.accept()
    if mode == "greeting":
        connection.sendall(BYTES[:2000].replace(b"SSH-", b"") + b"\r\nSSH-1.0-" + BYTES[:100] + b"\r\n")
        connection.close()
        return
    transport = paramiko.Transport(connection)
    transport.local_version = "SSH-2.0-" + "\x1b[31m\u202ehostile"
    transport.add_server_key(key)
    if mode == "disconnect":
        def refuse(message):
            out = paramiko.Message()
            out.add_byte(bytes([1]))
            out.add_int(11)
            out.add_string(BYTES[:5000])
            out.add_string("")
            transport._send_message(out)
            time.sleep(0.2)
            transport.close()
        transport._handler_table = dict(transport._handler_table)
        transport._handler_table[5] = lambda _, message: refuse(message)
    transport.start_server(server=Server(mode))
    transport.join(60)


main()
