"""The dashboard's login, run in its own image as in a pod, in front of an API server that writes down who asks for what."""

import base64
import contextlib
import http.client
import http.server
import json
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
IMAGES = Path(os.environ.get("LABCTL_CACHE", "/var/cache/labctl")) / "artifacts/images"
OWN, VIEWER = "the-pods.own-token", "the-viewers.token"
KEY = base64.urlsafe_b64encode(bytes(32)).decode()
CORE = [("nodes", "Node", False), ("namespaces", "Namespace", False), ("secrets", "Secret", True), ("events", "Event", True)]


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


def certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
         "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "tls.key", "-out", folder / "tls.crt"],
        check=True, capture_output=True)


class API(http.server.BaseHTTPRequestHandler):
    """As much of an API server as the pages ask for; knows two tokens, and lets neither see a secret."""

    protocol_version = "HTTP/1.1"
    known, asked = {OWN, VIEWER}, []

    def do_GET(self):
        path = self.path.split("?")[0].rstrip("/")
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        API.asked.append((path, token))
        if token not in API.known:
            self.answer(401, {"kind": "Status", "message": "Unauthorized"})
        elif "secrets" in path or (token == OWN and path not in ("/api/v1", "/apis")):
            self.answer(403, {"kind": "Status", "message": f"{token} is forbidden"})
        else:
            self.answer(200, self.objects(path))

    def objects(self, path):
        if path == "/api/v1":
            verbs = ["get", "list"]
            return {"resources": [{"name": n, "kind": k, "namespaced": s, "verbs": verbs} for n, k, s in CORE]}
        if path == "/apis":
            return {"groups": []}
        node = {"metadata": {"name": "artio", "creationTimestamp": "2026-11-25T10:00:00Z"}}
        if "as=Table" in self.headers.get("Accept", ""):
            columns = [{"name": name, "type": "string", "description": ""} for name in ("Name", "Status")]
            return {"kind": "Table", "columnDefinitions": columns, "rows": [{"cells": ["artio", "Ready"], "object": node}]}
        return {"items": []}

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Pod:
    """The image's root file system with the files that a pod is given, and its program, running."""

    def __init__(self, root, api, key=KEY):
        self.port = free_port()
        environment = {
            "KUBERNETES_SERVICE_HOST": "127.0.0.1", "KUBERNETES_SERVICE_PORT": str(api), "CERTIFICATE": "/certificate",
            "SESSION_SECRET_KEY": key, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin"}
        self.process = subprocess.Popen(
            [shutil.which("chroot") or "/usr/sbin/chroot", root, "/usr/bin/python3", "/program/login.py", f"--port={self.port}"],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.tls = ssl.create_default_context(cafile=root / "certificate/tls.crt")
        self.wait()

    def wait(self):
        for _ in range(300):
            with contextlib.suppress(OSError):
                return self.get("/health")
            time.sleep(0.1)
        raise AssertionError("the program does not answer")

    def ask(self, method, path, cookie=None, form=None, **headers):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.tls, timeout=10)
        if cookie:
            headers["Cookie"] = cookie
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, form and urllib.parse.urlencode(form), headers)
        response = connection.getresponse()
        response.text = response.read().decode()
        connection.close()
        return response

    def get(self, path, cookie=None):
        return self.ask("GET", path, cookie)

    def log_in(self, token=VIEWER, **headers):
        return self.ask("POST", "/login", form={"token": token}, **headers)

    def session(self):
        return self.log_in().headers["Set-Cookie"].split(";")[0]

    def close(self):
        self.process.terminate()
        self.process.wait(10)


class Login(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        subprocess.run([TOP / "scripts/images", "dashboard"], check=True, capture_output=True)
        cls.root = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.root)
        subprocess.run(f"tar -xOf {IMAGES}/dashboard.tar layer.tar | tar -xC {cls.root}", shell=True, check=True)
        account, program, tls = (
            cls.root / name for name in ("var/run/secrets/kubernetes.io/serviceaccount", "program", "certificate"))
        for folder in (account, program, tls):
            folder.mkdir(parents=True)
        shutil.copy(TOP / "guide/assets/dashboard/login.py", program)
        certificate(tls)
        shutil.copy(tls / "tls.crt", account / "ca.crt")
        (account / "token").write_text(OWN)
        (account / "namespace").write_text("dashboard")
        cls.serve_api(tls)
        cls.pod = Pod(cls.root, cls.api)
        cls.addClassCleanup(cls.pod.close)

    @classmethod
    def serve_api(cls, tls):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), API)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls / "tls.crt", tls / "tls.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        cls.api = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        cls.addClassCleanup(server.server_close)
        cls.addClassCleanup(server.shutdown)

    def setUp(self):
        API.known = {OWN, VIEWER}
        API.asked.clear()

    def assert_sent_to_login(self, response):
        self.assertEqual((response.status, response.headers["Location"]), (303, "/login"))

    def test_strangers_are_sent_to_the_login_and_the_api_is_not_asked(self):
        for path in ("/", "/clusters", "/clusters/local/nodes", "/search?q=a", "/preferences", "/nothing"):
            self.assert_sent_to_login(self.pod.get(path))
        self.assertEqual(API.asked, [])

    def test_health_and_the_login_are_open(self):
        self.assertEqual([self.pod.get(path).status for path in ("/health", "/login", "/assets/bulma.min.css")], [200] * 3)

    def test_a_token_that_the_api_does_not_know_is_refused_and_leaves_no_cookie(self):
        response = self.pod.log_in("made.up")
        self.assertEqual((response.status, response.headers["Set-Cookie"]), (401, None))
        self.assertIn("does not know this token", response.text)

    def test_what_cannot_be_a_token_is_not_sent_to_the_api(self):
        for token in ("two words", "a\r\nX-Injected: b", "ä", "x" * 3001, "<script>"):
            response = self.pod.log_in(token)
            self.assertEqual(response.status, 401)
            self.assertNotIn("<script>", response.text)
        self.assertEqual(API.asked, [])

    def test_the_cookie_is_encrypted_and_kept_from_scripts_and_other_sites(self):
        cookie = self.pod.log_in().headers["Set-Cookie"]
        for attribute in ("HttpOnly", "Secure", "SameSite=Strict", "Max-Age=28800"):
            self.assertIn(attribute, cookie)
        self.assertNotIn(VIEWER, cookie)
        self.assertNotIn(base64.b64encode(VIEWER.encode()).decode().rstrip("="), cookie)

    def test_every_object_is_asked_for_with_the_viewers_token(self):
        page = self.pod.get("/clusters/local/nodes", self.pod.session())
        self.assertEqual(page.status, 200)
        self.assertIn("artio", page.text)
        self.assertEqual({path for path, token in API.asked if token == OWN} - {"/api/v1", "/apis"}, set())
        self.assertIn(("/api/v1/nodes", VIEWER), API.asked)

    def test_what_the_viewer_may_not_see_is_refused_and_the_session_goes_on(self):
        session = self.pod.session()
        self.assertEqual(self.pod.get("/clusters/local/namespaces/_all/secrets", session).status, 403)
        one = self.pod.get("/clusters/local/namespaces/dashboard/secrets/session", session)
        self.assertEqual(one.status, 403)
        self.assertIn(f"{VIEWER} is forbidden", one.text)
        self.assertEqual(self.pod.get("/clusters/local/nodes", session).status, 200)

    def test_a_token_that_was_revoked_ends_its_session(self):
        session = self.pod.session()
        API.known = {OWN}
        response = self.pod.get("/clusters/local/nodes", session)
        self.assert_sent_to_login(response)
        self.assertIn('KUBE_WEB_VIEW=""', response.headers["Set-Cookie"])

    def test_a_session_goes_on_in_a_pod_with_the_same_key_and_in_no_other(self):
        session = self.pod.session()
        for key, wanted in ((KEY, 200), (base64.urlsafe_b64encode(b"1" * 32).decode(), 303)):
            other = Pod(self.root, self.api, key)
            self.addCleanup(other.close)
            self.assertEqual(other.get("/clusters/local/nodes", session).status, wanted)

    def test_a_cookie_that_was_forged_is_worth_nothing(self):
        self.assert_sent_to_login(self.pod.get("/clusters/local/nodes", "KUBE_WEB_VIEW=gAAAAAforged"))

    def test_a_form_of_another_site_is_refused(self):
        self.assertEqual(self.pod.log_in(Origin="https://elsewhere").status, 403)
        self.assertEqual(self.pod.log_in(Origin=f"https://127.0.0.1:{self.pod.port}").status, 303)

    def test_who_logs_out_is_out(self):
        response = self.pod.ask("POST", "/logout", self.pod.session())
        self.assert_sent_to_login(response)
        self.assertIn('KUBE_WEB_VIEW=""', response.headers["Set-Cookie"])

    def test_pages_are_kept_in_no_cache_and_shown_in_nobodys_frame(self):
        headers = self.pod.get("/clusters/local/nodes", self.pod.session()).headers
        self.assertEqual(
            (headers["Cache-Control"], headers["Content-Security-Policy"]), ("no-store", "frame-ancestors 'none'"))


if __name__ == "__main__":
    unittest.main()
