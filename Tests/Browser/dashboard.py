#!/usr/bin/env python3
"""The dashboard of chapter 4 in a real browser: each line of output is one thing that its users rely on.

    scripts/browser dashboard [LABCTL] [PICTURES]     on a lab where the chapter holds; screenshots go to that folder

Chromium runs in the lab's own network and believes nobody but the lab's authority for websites.
"""
import json, os, pathlib, subprocess, sys, tempfile, time
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from saying import leave, same, says

labctl = sys.argv[1]
pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
proxies = ["https://10.0.0.48:8443", "https://10.0.0.53:8443"]


def on_tanaris(command):
    return subprocess.run([labctl, "lab", "ssh", "tanaris", "--", command], check=True, capture_output=True, text=True).stdout


def network():
    """The namespace of the lab in this folder, by the name that labctl gives it (FNV-1a of where its state is)."""
    digest = 2166136261
    for byte in os.fsencode(pathlib.Path(".labctl/celtic").absolute()):
        digest = (digest ^ byte) * 16777619 & 0xFFFFFFFF
    return f"labctl-celtic-{digest:08x}"


def browser_in(playwright, folder, authority=None):
    """A browser in the lab's network, with a home of its own where it may know an authority."""
    home = folder / ("knowing" if authority else "ignorant")
    store = home / ".pki/nssdb"
    store.mkdir(parents=True)
    subprocess.run(["certutil", "-N", "-d", f"sql:{store}", "--empty-password"], check=True)
    if authority:
        (home / "ca.crt").write_text(authority)
        subprocess.run(["certutil", "-A", "-d", f"sql:{store}", "-n", "celtic-web", "-t", "C,,", "-i", home / "ca.crt"], check=True)
    start = home / "chromium"
    start.write_text(f'#!/bin/sh\nHOME={home} exec ip netns exec {network()} /usr/bin/chromium "$@"\n')
    start.chmod(0o755)
    return playwright.chromium.launch(executable_path=start, args=["--no-sandbox"] if os.geteuid() == 0 else [])


def fresh(browser, url):
    page = browser.new_context(viewport={"width": 1200, "height": 520}).new_page()
    page.goto(url)
    return page


def log_in(page, token):
    page.get_by_label("Token").fill(token)
    page.get_by_role("button", name="Log in").click()


def logged_in(browser, token, url):
    page = fresh(browser, url)
    log_in(page, token)
    page.get_by_role("heading", name="local").wait_for()
    return page


def picture(page, name):
    if pictures:
        page.screenshot(path=pictures / f"{name}.png")


def doors(browser, ignorant):
    with says("a browser that does not know the lab's authority warns of the site"):
        try:
            fresh(ignorant, proxies[0])
            raise AssertionError("it did not")
        except Exception as problem:
            assert "ERR_CERT_AUTHORITY_INVALID" in str(problem), problem
    for proxy in proxies:
        with says(f"one that knows it is sent to the login by {proxy}"):
            page = fresh(browser, f"{proxy}/clusters/local/nodes")
            same(page.url, f"{proxy}/login")
    with says("the login can be used by everybody"):
        same([rule["id"] for rule in Axe().run(page)["violations"]], [])
    with says("a token that was made up is refused, and why is told"):
        log_in(page, "eyJhbGciOiJSUzI1NiJ9.e30.AAAA")
        same(page.get_by_role("alert").inner_text(), "The API server does not know this token.")
        picture(page, "login")
    with says("a form that another site sends is refused"):
        page.goto(f"data:text/html,<form method=post action={proxy}/login><input name=token value=x></form>")
        page.evaluate("document.forms[0].submit()")
        page.get_by_text("This form was sent from somewhere else.").wait_for()


def looking(browser, token):
    page = logged_in(browser, token, proxies[1])
    with says("the viewer sees two nodes, both Ready"):
        page.get_by_role("link", name="Nodes", exact=True).click()
        page.get_by_role("heading", name="Nodes").wait_for()
        rows = page.locator("table tbody tr")
        same([rows.nth(number).locator("td").nth(1).inner_text() for number in range(rows.count())], ["Ready", "Ready"])
        same(page.locator("table tbody td a").all_inner_texts()[:2], ["artio", "esus"])
        picture(page, "nodes")
    with says("he goes from a deployment to its pods"):
        page.goto(f"{proxies[1]}/clusters/local/namespaces/default/deployments/web")
        page.locator("table a", has_text="web-").first.click()
        page.get_by_role("heading", name="web-").first.wait_for()
    with says("no script can read the session, and it travels by TLS to this site alone"):
        same(page.evaluate("document.cookie"), "")
        cookie, = [cookie for cookie in page.context.cookies() if cookie["name"] == "KUBE_WEB_VIEW"]
        same((cookie["httpOnly"], cookie["secure"], cookie["sameSite"]), (True, True, "Strict"))
        assert token not in str(cookie)
    return page


def refused(page):
    secrets = f"{proxies[1]}/clusters/local/namespaces/dashboard/secrets"
    with says("he is refused the list of secrets"):
        same(page.goto(secrets).status, 403)
        page.get_by_text("Forbidden").first.wait_for()
        picture(page, "secrets")
    with says("and a secret by its name, with the sentence that names him"):
        same(page.goto(f"{secrets}/session").status, 403)
        page.get_by_text('User "system:serviceaccount:dashboard:viewer" cannot get resource "secrets"').wait_for()
    with says("the dashboard shows secrets by no other way"):
        same(page.goto(f"{proxies[1]}/search?q=token&type=secrets").status, 200)
        same(page.get_by_text("viewer-token").count(), 0)


def leaving(browser, page, token):
    with says("who logs out is out"):
        page.goto(proxies[1])
        page.get_by_role("button", name="Log out").click()
        page.get_by_label("Token").wait_for()
        page.goto(f"{proxies[1]}/clusters/local/nodes")
        same(page.url, f"{proxies[1]}/login")
    with says("a token that is revoked ends its session within fifteen seconds"):
        page = logged_in(browser, borrowed_token(), proxies[0])
        on_tanaris("kubectl -n dashboard delete secret borrowed")
        began = time.monotonic()
        while page.reload() and page.url != f"{proxies[0]}/login":
            assert time.monotonic() - began < 15, "still in"
            page.wait_for_timeout(500)
        print(f"        after {time.monotonic() - began:.1f} s")


def borrowed_token():
    """A second token of the viewer's, to be revoked."""
    secret = {"apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/service-account-token", "metadata": {
        "name": "borrowed", "namespace": "dashboard", "annotations": {"kubernetes.io/service-account.name": "viewer"}}}
    on_tanaris(f"kubectl apply -f - <<<'{json.dumps(secret)}'")
    for _ in range(50):
        token = on_tanaris("kubectl -n dashboard get secret borrowed -o jsonpath='{.data.token}' | base64 -d")
        if token:
            return token
        time.sleep(0.2)
    raise AssertionError("the secret got no token")


def main():
    token, authority = on_tanaris("cat /root/viewer.token"), on_tanaris("cat /root/dashboard/ca.crt")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = browser_in(playwright, pathlib.Path(name), authority)
        ignorant = browser_in(playwright, pathlib.Path(name))
        doors(browser, ignorant)
        page = looking(browser, token)
        refused(page)
        leaving(browser, page, token)
        browser.close()
        ignorant.close()
    leave()


main()
