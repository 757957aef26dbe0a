/* Noticing from any page in ten seconds: a dialog over the page one is on, with the names of one's own classes.

   Names and the dialog come from the outbox's locked copy, or from the server if that is older than half an hour (never where no address is given:
   on the page for when there is no network). What is saved goes through the outbox, so a dead network loses nothing.
   Without this script the eye in the header is a link to the whole form. */
"use strict";
(async () => {
  const address = document.currentScript.dataset.names;
  if (!window.outbox) return;
  const FRESH = 30 * 60 * 1000;
  const known = await names();
  if (!known || !known.learners.length) return;
  locker.ready();
  document.body.append(...new DOMParser().parseFromString(known.dialog, "text/html").body.children);
  const dialog = document.getElementById("notice-dialog");
  const words = dialog.dataset;
  const form = dialog.querySelector("form");
  const who = form.querySelector("[data-who-found]");
  const search = form.querySelector("input[type=search]");
  const muscles = form.querySelector("[data-behaviours]");
  const said = form.querySelector("[data-said]");
  const { text, context } = form.elements;
  const MOST_FOUND = 8;
  const UNDO_SECONDS = 20;
  const chosen = new Map();

  async function names() {
    const kept = await outbox.roster.read().catch(() => null);
    if (kept && kept.names && (!address || Date.now() - kept.madeAt < FRESH)) return kept.names;
    try {
      const answer = await fetch(address, { redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(4000) });
      if (!answer.ok) throw new Error("no names");
      const fresh = await answer.json();
      if (fresh.learners.length) await outbox.roster.keep(fresh);
      return fresh;
    } catch { return kept && kept.names; }
  }

  function chip(input, label, tint) {
    const box = document.createElement("label");
    const name = document.createElement("span");
    box.className = tint ? `chip tint-${tint}` : "who-one";
    name.textContent = label;
    box.append(input, name);
    return box;
  }
  function tick(type, name, value, checked) {
    const input = document.createElement("input");
    Object.assign(input, { type, name, value, checked });
    return input;
  }
  const muscle = () => (form.querySelector("[name=behaviour]:checked") || { value: "" }).value;
  const labelOf = (pk) => (known.behaviours.find((each) => each.id === pk) || {}).label;
  const nameOf = (learner) => (labelOf(learner.trying) ? `${learner.name} ${words.trying.replace("{muscle}", labelOf(learner.trying))}` : learner.name);

  // As the search of pages reads names: without accents, apostrophes and hyphens.
  const WHOLE = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe" };
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’‘.]/g, "")
    .replace(/[łøđßæœ]/g, (letter) => WHOLE[letter]).replace(/[-\s]+/g, " ");

  function find() {
    const typed = plain(search.value).trim();
    const fits = (learner) => typed.split(" ").every((word) => plain(learner.name).split(" ").some((part) => part.startsWith(word)));
    const found = typed.length < 2 ? [] : known.learners.filter((each) => !chosen.has(each.id) && fits(each));
    const shown = [...chosen.values(), ...found.slice(0, MOST_FOUND)];
    who.replaceChildren(...shown.map((each) => chip(tick("checkbox", "students", each.id, chosen.has(each.id)), nameOf(each))));
    said.textContent = typed.length < 2 ? "" : found.length ? "" : words.nobody;
  }
  // What the chosen learners try stands first.
  function offer() {
    const trying = new Set([...chosen.values()].map((each) => each.trying));
    const picked = muscle();
    const last = picked || sessionStorage.getItem("noticed-behaviour") || "";
    const order = (each) => (trying.has(each.id) ? 0 : each.focus ? 1 : 2);
    const sorted = [...known.behaviours].sort((one, other) => order(one) - order(other));
    muscles.replaceChildren(...sorted.map((each) => chip(tick("radio", "behaviour", each.id, String(each.id) === last), each.label, each.tint)));
  }

  function open(href = words.page) {
    const asked = new URL(href, location).searchParams.getAll("students").map(Number);
    const named = asked.map((pk) => known.learners.find((each) => each.id === pk));
    if (named.includes(undefined)) { location.assign(href); return; }
    named.forEach((each) => chosen.set(each.id, each));
    context.value = sessionStorage.getItem("noticed-context") || "";
    find();
    offer();
    dialog.showModal();
    search.focus();
  }

  form.addEventListener("input", (event) => { if (event.target === search) find(); });
  form.addEventListener("change", (event) => {
    if (event.target.name !== "students") return;
    const learner = known.learners.find((each) => each.id === Number(event.target.value));
    if (event.target.checked) chosen.set(learner.id, learner);
    else chosen.delete(learner.id);
    search.value = "";
    find();
    offer();
    search.focus();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const first = who.querySelector("input:not(:checked)");
    if (first) first.click();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });

  function missing() {
    if (!chosen.size) return words.needWho;
    if (!muscle()) return words.needBehaviour;
    if (!context.value) return words.needContext;
    return text.value.trim() ? "" : words.needText;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = missing();
    if (said.textContent) return;
    const behaviour = muscle();
    const key = crypto.randomUUID();
    const fields = { students: [...chosen.keys()], behaviour, context: context.value, text: text.value.trim(), client_key: key };
    const label = `${[...chosen.values()].map((each) => each.name).join(", ")}: ${labelOf(Number(behaviour))}`;
    sessionStorage.setItem("noticed-behaviour", behaviour);
    sessionStorage.setItem("noticed-context", context.value);
    const id = await outbox.keep({ kind: "noticing", url: words.page, fields, label });
    chosen.clear();
    text.value = search.value = "";
    dialog.close();
    offerUndo(id, key, label);
  });

  function offerUndo(id, key, label) {
    document.querySelectorAll(".undo.noticed").forEach((old) => old.remove());
    const bar = document.createElement("div");
    const button = document.createElement("button");
    const line = document.createElement("span");
    bar.className = "undo noticed";
    bar.setAttribute("role", "status");
    button.type = "button";
    button.className = "btn small";
    button.textContent = words.undo;
    line.textContent = `${words.noted} ${label}`;
    button.addEventListener("click", async () => {
      bar.remove();
      const entry = (await outbox.waiting("noticing")).find((each) => each.id === id);
      if (entry && entry.state === "saved") await outbox.drop(id);
      outbox.keep({ kind: "take back", url: words.takeBack, fields: { client_key: key }, label: `${words.undo}: ${label}` });
    });
    bar.append(line, button);
    document.body.append(bar);
    const end = () => (bar.matches(":hover, :focus-within") ? setTimeout(end, 3000) : bar.remove());
    setTimeout(end, UNDO_SECONDS * 1000);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-notice]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.href);
  });
  form.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, select, textarea, [contenteditable], [role=gridcell], table.grid, dialog[open]");
    if (event.key !== "n" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
})();
