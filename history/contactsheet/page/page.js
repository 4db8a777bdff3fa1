"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const shots = [...document.querySelectorAll("button.shot")];
  const view = byId("view"), stage = byId("stage"), said = byId("v-said");
  let at = -1;        // the picture that is open, -1 for none
  let pushed = false; // opening made an entry of the history, closing goes back

  // Theme: as the system, until the switch is used.
  const root = document.documentElement, theme = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const label = () => {
    theme.textContent = isDark() ? "Light" : "Dark";
    theme.setAttribute("aria-pressed", String(isDark()));
    theme.setAttribute("aria-label", isDark() ? "Switch to light" : "Switch to dark");
  };
  theme.hidden = false;
  theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; label(); });
  system.addEventListener("change", label);
  label();

  const make = (tag, text, name) => {
    const e = document.createElement(tag);
    if (text !== undefined) e.textContent = text;
    if (name) e.className = name;
    return e;
  };

  function copyButton(what, text) {
    const b = make("button", "Copy " + what, "plain");
    b.type = "button";
    b.addEventListener("click", async () => {
      let ok = true;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        // Some browsers keep the clipboard from files.
        const area = make("textarea", text);
        view.append(area);
        area.select();
        ok = document.execCommand("copy");
        area.remove();
        b.focus();
      }
      said.textContent = ok ? "Copied the " + what + "." : "The browser does not let this page copy.";
    });
    return b;
  }

  function large(n) {
    const from = shots[n].querySelector("img, video, .card");
    const e = from.cloneNode(true);
    if (e.tagName === "VIDEO") { e.controls = true; e.muted = false; e.loop = true; e.removeAttribute("tabindex"); }
    if (e.tagName === "IMG") e.draggable = false;
    return e;
  }

  function show(n) {
    const d = data[n];
    at = n;
    stage.replaceChildren(large(n));
    byId("v-count").textContent = (n + 1) + " of " + shots.length;
    byId("v-prompt").textContent = d.prompt || "No prompt is known";
    const facts = byId("v-facts");
    facts.replaceChildren();
    for (const f of d.facts || []) facts.append(make("dt", f[0]), make("dd", f[1]));
    const copies = byId("v-copies");
    copies.replaceChildren();
    if (d.prompt) copies.append(copyButton("prompt", d.prompt));
    if (d.seed) copies.append(copyButton("seed", d.seed));
    if (d.command) copies.append(copyButton("command", d.command));
    byId("v-more").hidden = !d.recipe;
    byId("v-recipe").textContent = d.recipe || "";
    said.textContent = "";
    if (!view.open) view.showModal();
    view.scrollTop = 0;
  }

  function hide() {
    const was = at;
    at = -1;
    stage.replaceChildren(); // ends a video
    if (view.open) view.close();
    if (was >= 0) focusShot(was);
  }

  // The address says which picture is open: #p1 is the first.
  const asked = () => {
    const m = /^#p(\d+)$/.exec(location.hash);
    const n = m ? Number(m[1]) - 1 : -1;
    return n >= 0 && n < shots.length ? n : -1;
  };
  const address = (n) => (n < 0 ? location.href.split("#")[0] : "#p" + (n + 1));
  function open(n) {
    if (at < 0) { history.pushState(null, "", address(n)); pushed = true; }
    else history.replaceState(null, "", address(n));
    show(n);
  }
  function close() {
    if (pushed) { pushed = false; history.back(); return; } // popstate hides
    history.replaceState(null, "", address(-1));
    hide();
  }
  const follow = () => {
    const n = asked();
    if (n >= 0) { if (n !== at) show(n); } else { pushed = false; hide(); }
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);

  // Walking: left and right in reading order, up and down to the nearest
  // picture in that direction.
  function focusShot(n) {
    shots[n].focus({ preventScroll: true });
    shots[n].scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function beside(n, key) {
    if (key === "left") return Math.max(n - 1, 0);
    if (key === "right") return Math.min(n + 1, shots.length - 1);
    if (key === "first") return 0;
    if (key === "last") return shots.length - 1;
    const from = shots[n].getBoundingClientRect(), down = key === "down";
    let best = n, bestRow = Infinity, bestX = Infinity;
    const step = down ? 1 : -1;
    for (let i = n + step; i >= 0 && i < shots.length; i += step) {
      const r = shots[i].getBoundingClientRect();
      const away = down ? r.top - from.top : from.top - r.top;
      if (away < 8) continue;
      if (away > bestRow + 8) { if (bestX < Infinity) break; continue; }
      const x = Math.abs(r.left + r.width / 2 - from.left - from.width / 2);
      if (away < bestRow - 8 || x < bestX) { best = i; bestX = x; bestRow = Math.min(away, bestRow); }
    }
    return best;
  }
  const keys = {
    ArrowLeft: "left", h: "left", ArrowRight: "right", l: "right", ArrowUp: "up", k: "up", ArrowDown: "down", j: "down",
    Home: "first", g: "first", End: "last", G: "last",
  };
  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    const way = keys[e.key];
    if (!way || (e.target.closest && e.target.closest("video, pre, input, textarea"))) return;
    const focused = shots.indexOf(document.activeElement);
    if (at < 0 && focused < 0 && !/^[hjkl]$/.test(e.key)) return; // the page scrolls
    e.preventDefault();
    if (at >= 0) open(beside(at, way));
    else focusShot(focused < 0 ? 0 : beside(focused, way));
  });

  for (const [n, b] of shots.entries()) b.addEventListener("click", () => open(n));
  byId("v-close").addEventListener("click", close);
  byId("v-prev").addEventListener("click", () => open(beside(at, "left")));
  byId("v-next").addEventListener("click", () => open(beside(at, "right")));
  view.addEventListener("cancel", (e) => { e.preventDefault(); close(); }); // esc

  // Touch: a swipe across the picture walks, a tap on it closes.
  let start = null;
  stage.addEventListener("pointerdown", (e) => { start = e.isPrimary ? { x: e.clientX, y: e.clientY } : null; });
  stage.addEventListener("pointercancel", () => { start = null; });
  stage.addEventListener("pointerup", (e) => {
    if (!start || e.target.closest("video")) return;
    const dx = e.clientX - start.x, dy = e.clientY - start.y;
    start = null;
    if (Math.abs(dx) > 40 && Math.abs(dx) > 2 * Math.abs(dy)) open(beside(at, dx < 0 ? "right" : "left"));
    else if (Math.hypot(dx, dy) < 8) close();
  });

  if (asked() >= 0) show(asked());
})();
