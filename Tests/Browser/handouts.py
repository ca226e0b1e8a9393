#!/usr/bin/env python3
"""Handouts in a real browser: each line of output is one thing that readers rely on.

    scripts/browser [LABCTL]        sets up what this needs, and runs it

Chromium is Debian's, driven by Playwright; accessibility is judged by axe-core.
"""
import contextlib, os, pathlib, re, socket, subprocess, sys, tempfile, time, urllib.request
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from saying import leave, same, says

top = pathlib.Path(__file__).resolve().parents[2]
labctl = sys.argv[1]


def render(*arguments):
    subprocess.run([labctl, "render", *map(str, arguments)], check=True, capture_output=True, text=True)


def write_guide(folder):
    """The guide with its lab, and a key that nobody uses."""
    folder.mkdir()
    for name in ("guide.md", "lab.yaml"):
        (folder / name).write_text((top / "Tests/Browser" / name).read_text())
    (folder / "id").write_text("")


def address(path, anchor=""):
    return f"file://{path}{anchor}"


def opened(browser, url, **options):
    context = browser.new_context(reduced_motion="reduce", **options)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:", "http://localhost"))
            else page.complaints.append(f"asked for {request.url}"))
    page.goto(url)
    return page


def copied(page, step):
    page.locator(f"#{step} .copy").first.click()
    page.locator(f"#{step} .copy", has_text="Copied").first.wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def copying(browser, site):
    page = opened(browser, address(site / "guide.html"))
    with says("copying a script takes its commands, without prompts"):
        same(copied(page, "loop"), 'for name in a b; do\n    echo "$name"\ndone\necho end')
    with says("copying a session takes its commands, without what they print"):
        same(copied(page, "session"), "echo hello \\\nworld\ntrue")
    with says("copying a file takes its text"):
        same(copied(page, "config"), "name=one")
    with says("a prompt stands before each command, by its host"):
        same(page.eval_on_selector_all("#loop > figure .c", "lines => lines.map(line => line.dataset.p)"),
             ["root@one:~#", ">", ">", "root@one:~#"])
    with says("no button lies on what it copies, at a desk or on a telephone"):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("""() => [...document.querySelectorAll(".code:has(> .copy)")].every(figure => {
                const button = figure.querySelector(".copy").getBoundingClientRect();
                const text = figure.querySelector("pre").getBoundingClientRect();
                const padding = parseFloat(getComputedStyle(figure.querySelector("pre")).paddingTop);
                return !button.width || button.left >= text.right || button.bottom <= text.top + padding + 1;
            })""")
    with says("a drill has nothing to copy"):
        same(page.locator("#lost .copy").count(), 0)
    same(page.complaints, [])


def ticking(browser, site):
    with says("a tick stays when the page is read again, and is counted on the cover"):
        page = opened(browser, address(site / "guide.html"))
        page.locator("#loop .tick input").check()
        page.reload()
        assert page.locator("#loop .tick input").is_checked() and not page.locator("#session .tick input").is_checked()
        page.goto(address(site / "index.html"))
        same(page.locator(".cover .progress").inner_text(), "1 / 5 done")


def searching(browser, site):
    page = opened(browser, address(site / "index.html"))

    def found(words, target=None):
        page.fill("#search", words)
        page.locator(f'#found a[href="{target}"]' if target else "#found p").first.wait_for(timeout=5000)
        page.wait_for_timeout(100)
        return page.locator("#found li a").evaluate_all("links => links.map(link => link.getAttribute('href'))")

    with says("search finds prose, commands, files and hosts as one types"):
        page.keyboard.press("/")
        for words, target in [("more than half", "guide.html"), ("echo end", "guide.html#loop"),
                              ("/etc/app.conf", "guide.html#config"), ("power-off", "guide.html#lost")]:
            found(words, target)
        same(found("nothing-of-the-kind"), [])
    with says("search finds nothing of a solution"):
        same(found("the-solution-itself"), [])
    with says("search is worked by keys alone"):
        found("echo end")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/guide.html#loop")
    same(page.complaints, [])


def accessible(browser, pages):
    axe = Axe()
    for scheme in ("light", "dark"):
        for page_path in pages:
            with says(f"axe-core finds nothing serious on {page_path.name} ({scheme})"):
                page = opened(browser, address(page_path), color_scheme=scheme)
                for details in page.locator("details").all()[:40]:
                    details.evaluate("element => { element.open = true }")
                found = axe.run(page)["violations"]
                serious = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found
                           if one["impact"] in ("serious", "critical")]
                same(serious, [])
                same(page.complaints, [])


def narrow(browser, pages):
    for page_path in pages:
        with says(f"{page_path.name} fits 360 pixels, and 200 % zoom of 1280"):
            for width in (360, 640):
                page = opened(browser, address(page_path), viewport={"width": width, "height": 700})
                same(page.evaluate("document.documentElement.scrollWidth"), width)
                # A command that is as long as its line would have to be scrolled to be read.
                assert page.evaluate("""() => [...document.querySelectorAll(".terminal pre")]
                    .every(text => text.scrollWidth <= text.clientWidth + 1)"""), "a command is not seen whole"


def safe(browser, folder, site):
    source = "".join(path.read_text() for path in site.glob("*.html")) + (site / "search.js").read_text()
    with says("nothing of a solution and no remark is anywhere in a student's copy"):
        assert "the-solution-itself" not in source and "Only for those who teach" not in source
    with says("an instructor's copy has both, and the points"):
        render(folder / "source/guide.md", "--for", "instructor", "-o", folder / "teacher")
        text = (folder / "teacher/guide.html").read_text()
        assert "the-solution-itself" in text and "Only for those who teach" in text and "1 point" in text
    with says("markup of the author's is text, and a page loads nothing from elsewhere"):
        page = opened(browser, address(site / "guide.html"))
        assert "<b>tag</b>" in page.locator(".summary").inner_text()
        with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
            page.evaluate("""() => { const image = new Image(); image.src = "https://example.org/x.png"; document.body.append(image) }""")


def single(browser, folder):
    with says("one file holds everything: search, pictures, links"):
        render(folder / "source/guide.md", "--single", "-o", folder / "one.html")
        page = opened(browser, address(folder / "one.html"))
        page.fill("#search", "echo end")
        page.locator("#found li a").first.click()
        same(page.evaluate("location.hash"), "#guide.loop")
        same(page.evaluate("[...document.images].filter(image => !image.naturalWidth).length"), 0)
        broken = page.evaluate("""[...document.querySelectorAll('a[href^="#"]')].map(link => link.getAttribute('href').slice(1))
            .filter(id => !document.getElementById(id))""")
        same(broken, [])
        same(page.complaints, [])


def paper(folder):
    with says("the guide prints as a booklet of A4 whose contents tell the right pages"):
        pdf = folder / "guide.pdf"
        render(top / "guide", "--pdf", "-o", pdf)
        facts = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
        assert re.search(r"Page size:\s+59[45]\.\d+ x 84[12]\.\d+", facts), facts
        count = int(re.search(r"Pages:\s+(\d+)", facts)[1])
        pages = [re.sub(r"\s", "", page) for page in
                 subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout.split("\f")]
        same(len(pages) - 1, count)
        contents = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
        lines = re.findall(r"^ *(\d+\.\d+(?:\.\d+)?) +(.*?\S)[ .]+(\d+)$", contents, re.M)
        assert len(lines) > 20, lines
        for number, title, page in lines:
            assert re.sub(r"\s", "", number + title) in pages[int(page) - 1], f"{number} {title} is not on page {page}"
    with says("nothing is cut at the edge of the paper"):
        boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
        right = max(float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes))
        assert right < 595 - 30, f"a word ends at {right} of 595 points"


    with says("a telephone reads from the paper where each chapter stands on the web"):
        small = folder / "small.pdf"
        render(folder / "source/guide.md", "--pdf", "--url", "https://guide.example/lab/", "-o", small)
        subprocess.run(["pdftoppm", "-r", "110", "-png", small, folder / "leaf"], check=True)
        leaves = sorted(folder.glob("leaf-*.png"))
        read = subprocess.run(["zbarimg", "--quiet", "--raw", *leaves], capture_output=True, text=True).stdout.split()
        assert "https://guide.example/lab/guide.html" in read, read


def watching(browser, folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        source, port = folder / "watched", free.getsockname()[1]
    write_guide(source)
    server = subprocess.Popen([labctl, "render", source, "--watch", "--port", str(port), "-o", folder / "watched-site"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://localhost:{port}/guide.html").read()
                break
            assert server.poll() is None, "it does not serve"
            time.sleep(0.1)
        with says("a save reloads the page that is open"):
            page = opened(browser, f"http://localhost:{port}/guide.html")
            page.wait_for_timeout(300)
            text = (source / "guide.md").read_text()
            began = time.monotonic()
            (source / "guide.md").write_text(text.replace("more than half. Read", "a majority. Read"))
            page.get_by_text("a majority. Read").wait_for(timeout=5000)
            print(f"        after {1000 * (time.monotonic() - began):.0f} ms")
        with says("so does a save of a file that a block takes its body from"):
            (source / "motd").write_text("welcome\n")
            (source / "guide.md").write_text(text + "\n```text {file #motd on=one path=/etc/motd from=motd}\n```\n")
            page.get_by_text("welcome").wait_for(timeout=5000)
            page.wait_for_timeout(300)
            (source / "motd").write_text("good bye\n")
            page.get_by_text("good bye").wait_for(timeout=5000)
            (source / "guide.md").write_text(text.replace("more than half. Read", "a majority. Read"))
            page.get_by_text("a majority. Read").wait_for(timeout=5000)
        with says("a chapter that is wrong for the moment takes nothing away"):
            (source / "guide.md").write_text(text.replace("{run #loop", "{rnu #loop"))
            page.wait_for_timeout(300)
            assert "a majority" in urllib.request.urlopen(f"http://localhost:{port}/guide.html").read().decode()
    finally:
        server.terminate()
        server.wait()


def main():
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = pathlib.Path(name)
        site, real = folder / "site", folder / "real"
        write_guide(folder / "source")
        render(folder / "source/guide.md", "-o", site)
        render(top / "guide", "-o", real)
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"] if os.geteuid() == 0 else [])
        own = sorted(site.glob("*.html"))
        copying(browser, site)
        ticking(browser, site)
        searching(browser, site)
        safe(browser, folder, site)
        single(browser, folder)
        narrow(browser, own + sorted(real.glob("*.html")))
        accessible(browser, own + [real / "02-ha.html", folder / "one.html"])
        watching(browser, folder)
        with says("no page of the guide is larger than 220 kB"):
            same([path.name for path in real.glob("*.html") if path.stat().st_size > 220_000], [])
        browser.close()
        paper(folder)
    leave()


main()
