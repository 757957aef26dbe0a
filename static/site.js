/* Small helps; without them every form and link works. */
"use strict";
(() => {
  const words = document.body.dataset;
  const live = document.getElementById("unsaved");
  const on = (type, act, capture) => document.addEventListener(type, act, capture);
  const all = (selector) => document.querySelectorAll(selector);
  const near = (event, selector) => event.target.closest && event.target.closest(selector);

  let hush;
  function say(text, seconds) {
    clearTimeout(hush);
    live.textContent = text;
    if (seconds) hush = setTimeout(() => { live.textContent = ""; }, seconds * 1000);
  }

  // The server reads the theme cookie, so no page flashes.
  const root = document.documentElement;
  function showTheme() {
    all("[data-theme-choice]").forEach((button) =>
      button.setAttribute("aria-pressed", button.dataset.themeChoice === (root.dataset.theme || "")));
  }
  function chooseTheme(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    document.cookie = `theme=${theme};path=/;max-age=${theme ? 31536000 : 0};samesite=lax`;
    showTheme();
  }
  all("[data-themes]").forEach((box) => { box.hidden = false; });
  showTheme();

  // A save that met a dead network waits here and is sent again.
  const waiting = new Map();
  let pause = 5;
  let timer;
  const isSave = (detail) => detail.requestConfig && detail.requestConfig.verb !== "get";
  function keep(event) {
    const { elt, requestConfig } = event.detail;
    const cause = requestConfig.triggeringEvent;
    waiting.set(elt, cause ? cause.type : "submit");
    say(words.unsaved);
    clearTimeout(timer);
    timer = setTimeout(sendAgain, pause * 1000);
    pause = Math.min(pause * 2, 60);
  }
  function sendAgain() {
    waiting.forEach((type, elt) => (elt.isConnected ? htmx.trigger(elt, type) : waiting.delete(elt)));
  }
  ["htmx:sendError", "htmx:timeout"].forEach((type) => on(type, (event) => isSave(event.detail) && keep(event)));
  on("htmx:responseError", (event) => {
    if (isSave(event.detail) && [502, 503, 504].includes(event.detail.xhr.status)) keep(event);
    else say(words.refused, 12);
  });
  on("htmx:afterRequest", (event) => {
    if (!event.detail.successful || !waiting.delete(event.detail.elt)) return;
    pause = 5;
    if (!waiting.size) say(words.saved, 4);
  });
  addEventListener("online", sendAgain);
  addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });

  // An undo offer ends, but never under a pointer or the focus.
  function timeUndo(part) {
    part.querySelectorAll(".undo[data-seconds]:not([data-timed])").forEach((box) => {
      box.dataset.timed = "";
      const end = () => (box.matches(":hover, :focus-within") ? setTimeout(end, 3000) : box.remove());
      setTimeout(end, Number(box.dataset.seconds) * 1000);
    });
  }
  const here = document.querySelector(".nav [aria-current]");
  if (here) here.parentNode.scrollLeft = here.offsetLeft - here.parentNode.offsetLeft - 80;

  function settle(part) {
    timeUndo(part);
    const errors = part.querySelector("[data-focus]");
    if (errors) errors.focus();
  }
  settle(document);
  on("htmx:load", (event) => settle(event.detail.elt.parentNode || document));

  // Ask before what is hard to take back.
  let sure;
  function ask(text, go) {
    const dialog = document.createElement("dialog");
    const line = document.createElement("p");
    const row = document.createElement("form");
    line.textContent = text;
    line.id = "ask-text";
    row.method = "dialog";
    row.className = "actions";
    [["no", "btn"], ["yes", "btn go"]].forEach(([value, look]) => {
      const button = document.createElement("button");
      button.value = value;
      button.className = look;
      button.textContent = words[value];
      row.append(button);
    });
    dialog.setAttribute("aria-labelledby", line.id);
    dialog.append(line, row);
    dialog.addEventListener("close", () => { dialog.remove(); if (dialog.returnValue === "yes") go(); });
    document.body.append(dialog);
    dialog.showModal();
  }
  on("submit", (event) => {
    const { target: form, submitter } = event;
    const text = (submitter && submitter.dataset.confirm) || form.dataset.confirm;
    if (!text || sure === form) { sure = null; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(text, () => { sure = form; form.requestSubmit(submitter); });
  }, true);

  const src = document.currentScript.dataset.after;
  if (src) addEventListener("load", () => import(src));

  function copy(button) {
    const source = document.querySelector(button.dataset.copy);
    navigator.clipboard.writeText(source.value || source.textContent.trim()).then(() => say(words.copied, 4));
  }

  on("click", (event) => {
    const button = near(event, "button, a");
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    if (!button) return;
    const data = button.dataset;
    if ("themeChoice" in data) chooseTheme(data.themeChoice);
    if ("dismiss" in data) button.closest("li, .undo").remove();
    if (data.dialog) document.getElementById(data.dialog).showModal();
    if (data.copy) copy(button);
  });
  on("change", (event) => { if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit(); });
  on("keydown", (event) => {
    const menu = event.key === "Escape" && near(event, "details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    const typing = near(event, "input, select, textarea, [contenteditable], [role=gridcell]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const search = [...all("[data-search]")].find((field) => field.offsetParent);
    if (search) { event.preventDefault(); search.focus(); }
  });
})();
