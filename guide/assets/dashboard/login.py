#!/usr/bin/python3
"""Kubernetes Web View behind a login: who shows a token sees what it may see.

The token is kept in the browser, in a cookie that only this program can read.
With it, and not with a name of this program's own, the API server is asked: so
RBAC decides here as it does for kubectl.
"""
import asyncio
import os
import re
import ssl
import sys
from functools import partial

import aiohttp_jinja2
import jinja2
from aiohttp import web
from aiohttp_session import get_session
from aiohttp_session.cookie_storage import EncryptedCookieStorage
from kube_web import main, web as pages
from kube_web.cluster_discovery import ServiceAccountClusterDiscoverer
from kube_web.cluster_manager import ClusterManager

HOURS = 8  # until the token must be shown again
OPEN = ("/health", "/login", "/assets/")  # what a stranger may see
TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{1,3000}")  # RFC 6750; fits a cookie

TEMPLATES = {
    "login.html": """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Log in</title>
<link rel="stylesheet" href="/assets/bulma.min.css">
</head>
<body><main class="section"><div class="container" style="max-width: 40rem">
<h1 class="title">Who are you?</h1>
<p class="block">Show a token of this cluster. You will see what it may see.</p>
{% if problem %}
<p class="notification is-danger" role="alert">{{ problem }}</p>
{% endif %}
<form method="post" action="/login">
<label class="label" for="token">Token</label>
<input class="input block" type="password" id="token" name="token"
    autocomplete="off" required autofocus>
<button class="button is-link">Log in</button>
</form>
</div></main></body>
</html>""",
    "partials/footer.html": """<footer class="footer">
<form method="post" action="/logout">
<button class="button">Log out</button>
</form>
</footer>""",
}


async def known(request, token):
    """Whether the API server knows who shows this token; not what he may do."""
    cluster = request.app[pages.CLUSTER_MANAGER].clusters[0]
    api = pages.HTTPClientWithAccessToken(cluster.api, token)
    answer = await asyncio.to_thread(api.get, version="v1")
    if answer.status_code not in (200, 401):
        answer.raise_for_status()
    return answer.status_code == 200


def login_page(request, problem=None, status=200):
    return aiohttp_jinja2.render_template(
        "login.html", request, {"problem": problem}, status=status)


async def show_login(request):
    return login_page(request)


async def log_in(request):
    host = f"https://{request.headers['Host']}"
    if request.headers.get("Origin", host) != host:
        return login_page(request, "This form was sent from somewhere else.", 403)
    token = (await request.post()).get("token", "").strip()
    if not TOKEN.fullmatch(token) or not await known(request, token):
        return login_page(request, "The API server does not know this token.", 401)
    session = await get_session(request)
    session["access_token"] = token
    return web.HTTPSeeOther("/")


async def log_out(request):
    (await get_session(request)).invalidate()
    return web.HTTPSeeOther("/login")


@web.middleware
async def only_with_token(request, handler):
    """Sends who shows no token, or one that has become invalid, to the login."""
    if request.path.startswith(OPEN):
        return await handler(request)
    session = await get_session(request)
    if "access_token" not in session:
        return await log_out(request)
    response = await handler(request)
    return await log_out(request) if response.status == 401 else response


async def careful(_, response):
    """Pages are kept nowhere and shown in nobody's frame."""
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"


def make_app(discoverer, arguments):
    always = ["--cluster-auth-use-session-token", "--port=8443"]
    config = main.parse_args([*always, *arguments])
    # The cookie goes over TLS and to this site alone, and no script can read it.
    pages.EncryptedCookieStorage = partial(
        EncryptedCookieStorage,
        secure=True, httponly=True, samesite="Strict", max_age=HOURS * 3600)
    app = pages.get_app(ClusterManager(discoverer, None, None, {}), config)
    templates = aiohttp_jinja2.get_env(app)
    own = jinja2.DictLoader(TEMPLATES)
    templates.loader = jinja2.ChoiceLoader([own, templates.loader])
    place = app.middlewares.index(pages.error_handler)
    app.middlewares.insert(place, only_with_token)
    app.router.add_get("/login", show_login)
    app.router.add_post("/login", log_in)
    app.router.add_post("/logout", log_out)
    app.on_response_prepare.append(careful)
    return app


if __name__ == "__main__":
    certificate = os.environ["CERTIFICATE"]  # a folder: a TLS secret
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(f"{certificate}/tls.crt", f"{certificate}/tls.key")
    app = make_app(ServiceAccountClusterDiscoverer(), sys.argv[1:])
    web.run_app(app, port=app[pages.CONFIG].port, ssl_context=tls)
