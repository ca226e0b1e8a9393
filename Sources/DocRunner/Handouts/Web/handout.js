// What a handout does where scripts run: copying, ticks that stay, search. Without scripts it is read all the same.
"use strict";
const labctl = (() => {
  const page = document.body.dataset;
  const every = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Copying: of a terminal only its commands, of everything else the text as it stands.
  function textOf(code) {
    const commands = every(".c", code);
    return commands.length ? commands.map((line) => line.textContent).join("\n") : code.textContent;
  }
  async function toClipboard(text) {
    try { return await navigator.clipboard.writeText(text); } catch { /* not allowed here: the old way */ }
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  function addCopyButtons() {
    for (const figure of every("figure.code:not(.statement)")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = page.copy;
      const name = figure.closest(".step")?.querySelector(".name a")?.textContent;
      if (name) button.setAttribute("aria-label", `${page.copy}: ${name}`);
      button.addEventListener("click", async () => {
        await toClipboard(textOf(figure.querySelector("pre code")));
        button.textContent = page.copied;
        setTimeout(() => { button.textContent = page.copy; }, 1500);
      });
      figure.append(button);
    }
  }

  // What is wider than the page can be scrolled by keys.
  function makeScrollable() {
    for (const pre of every("pre")) {
      if (pre.scrollWidth > pre.clientWidth || pre.scrollHeight > pre.clientHeight) pre.tabIndex = 0;
    }
  }

  // Ticks: kept in the browser, under the guide's own key.
  function ticks() {
    try { return new Set(JSON.parse(localStorage.getItem(page.key) ?? "[]")); } catch { return new Set(); }
  }
  function keep(step, isTicked) {
    const all = ticks();
    isTicked ? all.add(step) : all.delete(step);
    try { localStorage.setItem(page.key, JSON.stringify([...all])); } catch { /* a private window: not kept */ }
    showProgress();
  }
  function showProgress() {
    const all = [...ticks()];
    for (const entry of every("[data-chapter]")) {
      const done = all.filter((step) => step.startsWith(`${entry.dataset.chapter}#`)).length;
      show(entry.querySelector(".progress"), done, entry.dataset.steps);
    }
    const boxes = every("[data-step]");
    const here = document.querySelector(".side .progress");
    if (here) show(here, boxes.filter((box) => box.checked).length, boxes.length);
  }
  function show(element, done, count) {
    element.hidden = done === 0;
    element.textContent = `${done} / ${count} ${page.ticked}`;
  }
  function restoreTicks() {
    const all = ticks();
    for (const box of every("[data-step]")) {
      box.checked = all.has(box.dataset.step);
      box.addEventListener("change", () => keep(box.dataset.step, box.checked));
    }
    showProgress();
  }

  // Search: the index is a script beside the page (or data in it), loaded when it is first wanted.
  let records = null;
  const input = document.querySelector("#search");
  const box = document.querySelector("#found");
  function search(data) {
    records = data.map(([address, title, chapter, text]) =>
      ({ address, title, chapter, text, low: `${title}\n${text}`.toLowerCase(), lowTitle: title.toLowerCase() }));
    look();
  }
  function load() {
    if (records) return;
    records = [];
    const inside = document.querySelector("#search-index");
    if (inside) return search(JSON.parse(inside.textContent));
    const script = document.createElement("script");
    script.src = "search.js";
    document.head.append(script);
  }
  function look() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    box.hidden = words.length === 0;
    if (box.hidden) return;
    const hits = records.filter((record) => words.every((word) => record.low.includes(word)));
    const weight = (record) => words.reduce((sum, word) =>
      sum + (record.lowTitle === word ? 9 : record.lowTitle.includes(word) ? 3 : 0), 0) - record.low.length / 1e5;
    hits.sort((one, other) => weight(other) - weight(one));
    box.querySelector("p").textContent = hits.length ? `${hits.length} ${page.found}` : page.nothing;
    box.querySelector("ul").replaceChildren(...hits.slice(0, 25).map((hit) => entry(hit, words)));
  }
  function entry(hit, words) {
    const item = document.createElement("li"), link = document.createElement("a");
    const title = document.createElement("b"), chapter = document.createElement("small");
    link.href = hit.address;
    title.textContent = hit.title;
    chapter.textContent = hit.chapter;
    link.append(title, chapter, snippet(hit.text, words));
    link.addEventListener("click", () => { box.hidden = true; });
    item.append(link);
    return item;
  }
  function snippet(text, words) {
    const small = document.createElement("small");
    const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 40);
    const part = `${at ? "…" : ""}${text.slice(at, at + 150)}…`;
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    for (const piece of part.split(new RegExp(`(${escaped.join("|")})`, "i"))) {
      const isHit = words.includes(piece.toLowerCase());
      const node = isHit ? document.createElement("mark") : document.createTextNode(piece);
      if (isHit) node.textContent = piece;
      small.append(node);
    }
    return small;
  }
  function move(event) {
    const links = every("#found a");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { box.hidden = true; input.focus(); }
    if (!step || !links.length) return;
    const next = links.indexOf(document.activeElement) + step;
    event.preventDefault();
    next < 0 ? input.focus() : links[Math.min(next, links.length - 1)].focus();
  }
  function startSearch() {
    const form = input.form;
    form.hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); document.querySelector("#found a")?.click(); });
    form.addEventListener("keydown", move);
    input.addEventListener("focus", load);
    input.addEventListener("input", () => { load(); look(); });
    document.addEventListener("click", (event) => { if (!form.contains(event.target)) box.hidden = true; });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || /INPUT|TEXTAREA/.test(document.activeElement.tagName)) return;
      event.preventDefault();
      input.focus();
    });
  }

  // Only for `labctl render --watch`: ask whether something was saved, and show it.
  async function watch(since) {
    try {
      const version = await (await fetch(`/changes?since=${since}`)).text();
      if (version !== since) return location.reload();
      watch(since);
    } catch { setTimeout(() => watch(since), 500); }
  }

  addCopyButtons();
  makeScrollable();
  document.addEventListener("toggle", makeScrollable, true);
  restoreTicks();
  if (input) startSearch();
  if (page.watched) watch(page.watched);
  return { search };
})();
