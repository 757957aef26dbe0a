/* The outbox: what could not be sent yet waits here, encrypted, and is sent when the network is back.

   window.outbox is null where nothing may be kept: signed out, a shared tablet, a browser without WebCrypto.
     await outbox.keep({kind, url, fields, label, quiet})  keeps a POST and tries to send it; resolves to its id.
       kind    a word of yours, such as "noticing"      url     an address of this site
       fields  name → value or list of values           label   what the list of the outbox says about it
       quiet   the page itself says how it goes: the list does not while all is well, and forgets what was received
       A field client_key is added if there is none: the server keeps one key once, so a replay does no harm.
     outbox.on(listener) → a function that ends it      told {type, id, kind, status, answer, entry} after each step;
       type is "saved", "sent", "received", "refused" or "dropped". What another tab sends is told without its entry.
     await outbox.waiting(kind) → entries not received yet, of the member of this page only, oldest first.
     outbox.retry(id) · outbox.drop(id) · outbox.send()
   The server sees the header X-Outbox: 1. It answers 2xx when it is done (also for a replay), 4xx with JSON
   {"sentence": …} when it refuses (409: for good), and redirects only to sign in. Anything else is tried again.

   An entry is bound to one member (who). It is never shown to, nor sent by, anybody else: before each round the
   server says who is signed in, with a fresh token against forgery. Web Locks let one tab send at a time.
   Where and how it is kept, and how it goes, says locker.js. */
"use strict";
(() => {
  window.outbox = null;
  const box = document.getElementById("outbox");
  if (!box || !window.locker) return;
  const { who, session } = box.dataset;
  const words = box.querySelector("[data-words]").dataset;
  const FIRST_PAUSE = 3;
  const LONGEST_PAUSE = 60;
  const MOST_RECEIVED = 10;
  const QUIET_FOR = 1500;
  const TOKEN_FOR = 20000;
  const listeners = new Set();
  const between = "BroadcastChannel" in window ? new BroadcastChannel("outbox") : null;
  let pause = FIRST_PAUSE;
  let timer;
  let held = "";
  let token = { text: "", madeAt: 0 };
  let writing = Promise.resolve();
  let queued;
  let drawing;

  function tell(type, row, more = {}) {
    const step = { type, id: row.id, kind: row.kind, ...more };
    listeners.forEach((listener) => listener({ ...step, entry: row }));
    if (between) between.postMessage({ who, ...step });
    if (row.quiet && type !== "refused") drawing = drawing || setTimeout(show, QUIET_FOR);
    else show();
  }
  async function entries() {
    const rows = await locker.of(who);
    const known = await Promise.all(rows.map(async (row) => ({ ...row, ...(await locker.unlock(who, row)) })));
    return known.filter((row) => row.url);
  }
  async function change(row, state, more = {}) {
    const { id, kind, quiet, madeAt, url, fields, label, sentence, final } = { sentence: "", ...row, ...more };
    Object.assign(row, { state, sentence });
    if (quiet && state === "received") return locker.remove("entries", id);
    const kept = state === "received" ? { url, label, fields: {}, sentence } : { url, fields, label, sentence, final };
    return locker.write("entries", { id, who, kind, quiet, madeAt, state, ...(await locker.lock(who, kept)) });
  }

  // One after the other, so that they are sent in the order in which they were kept.
  function keep(thing) {
    const kept = writing.then(() => add(thing));
    writing = kept.catch(() => null);
    return kept;
  }
  async function add({ kind, url, fields, label, quiet = false }) {
    const all = { client_key: crypto.randomUUID(), ...fields };
    const row = { who, kind, quiet, madeAt: Date.now(), state: "saved", ...(await locker.lock(who, { url, fields: all, label, sentence: "" })) };
    row.id = await locker.write("entries", row);
    tell("saved", { ...row, url, fields: all, label });
    send();
    return row.id;
  }

  // Sending, in order, one tab at a time.
  function send() {
    clearTimeout(timer);
    queued = queued || navigator.locks.request("outbox-send", () => { queued = undefined; return round(); }).catch(later);
    return queued;
  }
  async function round() {
    const todo = (await entries()).filter((row) => row.state === "saved" || row.state === "sent");
    if (!todo.length) return held && hold("");
    for (let at = 0; at < todo.length; at += 1) {
      if (!(await fresh())) return null;
      const go = (await locker.read("entries", todo[at].id)) && (await post(todo[at]));
      if (go === false) return later();
    }
    pause = FIRST_PAUSE;
    return held && hold("");
  }
  // A token stays good for a moment: if somebody else signs in meanwhile it does not fit their session. A browser that
  // thinks it is offline asks each time, so that what never left is not called sent.
  async function fresh() {
    if (!token.text || !navigator.onLine || Date.now() - token.madeAt > TOKEN_FOR) token = { text: await tokenFor(), madeAt: Date.now() };
    return token.text;
  }
  // A token only if the server says that the member of this page is the one signed in.
  async function tokenFor() {
    const answer = await fetch(session, { redirect: "manual", credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(20000) });
    if (answer.status >= 500 || answer.status === 429) throw new Error("later");
    const known = answer.ok ? await answer.json() : null;
    if (known && String(known.who) === who) return known.token;
    hold(words.signIn);
    return null;
  }
  async function post(row, again = false) {
    const body = new URLSearchParams();
    Object.entries(row.fields).forEach(([name, value]) => [value].flat().forEach((each) => body.append(name, each)));
    await change(row, "sent");
    tell("sent", row);
    let answer;
    try {
      answer = await fetch(row.url, {
        method: "POST", body, redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(20000),
        headers: { "X-CSRFToken": token.text, "X-Outbox": "1", Accept: "application/json" },
      });
    } catch { return false; }
    if (answer.type === "opaqueredirect") { token.text = ""; await change(row, "saved"); hold(words.signIn); return false; }
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return false;
    const known = await answer.json().catch(() => ({}));
    // Somebody signed in between the question and the sending: the token was refused, nothing of the entry was.
    if (answer.status === 403 && !known.sentence && !again) {
      token.text = "";
      await change(row, "saved");
      return (await fresh()) ? post(row, true) : false;
    }
    const type = answer.ok ? "received" : "refused";
    await change(row, type, { sentence: answer.ok ? "" : known.sentence || words.refused, final: answer.status === 409 });
    tell(type, row, { status: answer.status, answer: known });
    return true;
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(send, pause * 1000);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    return show();
  }

  async function drop(id) {
    const row = await locker.read("entries", id);
    if (!row || row.who !== who) return;
    await locker.remove("entries", id);
    tell("dropped", row);
  }
  async function retry(id) {
    const row = (await entries()).find((each) => each.id === id);
    if (row) await change(row, "saved");
    show();
    return send();
  }
  const waiting = async (kind) => (await entries()).filter((row) => row.state !== "received" && (!kind || row.kind === kind));

  // The list behind the badge in the header.
  const badge = document.getElementById("outbox-badge");
  const list = box.querySelector("ul");
  function hold(text) {
    held = text;
    box.querySelector("[data-held]").textContent = text;
    show();
  }
  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn small";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }
  function line(row) {
    const item = document.createElement("li");
    const label = document.createElement("b");
    const state = document.createElement("small");
    item.dataset.state = row.state;
    label.textContent = row.label;
    state.textContent = row.state === "refused" ? row.sentence : words[row.state];
    item.append(label, state);
    if (row.state === "refused" && !row.final) item.append(button(words.retry, () => retry(row.id)));
    if (row.state !== "received") item.append(button(words.drop, () => drop(row.id)));
    return item;
  }
  let drawn = 0;
  async function show() {
    const turn = (drawn += 1);
    drawing = clearTimeout(drawing);
    const rows = await entries();
    if (turn !== drawn) return;
    const open = rows.filter((row) => row.state !== "received");
    const done = rows.filter((row) => row.state === "received");
    const told = open.filter((row) => !row.quiet || row.state === "refused" || Date.now() - row.madeAt >= QUIET_FOR);
    if (told.length < open.length) drawing = setTimeout(show, QUIET_FOR);
    if (badge) {
      badge.hidden = !told.length && !done.length;
      badge.querySelector("b").textContent = told.length ? `${told.length}` : "";
      badge.classList.toggle("go", told.length > 0);
    }
    list.replaceChildren(...[...open, ...done.reverse().slice(0, MOST_RECEIVED)].map(line));
    box.querySelector("[data-none]").hidden = rows.length > 0;
    document.querySelectorAll("form[data-sign-out]").forEach((form) => {
      if (open.length) form.dataset.confirm = words.unsent.replace("{n}", open.length);
      else delete form.dataset.confirm;
    });
  }

  // Signing out takes everything of this member along.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-sign-out]") || event.defaultPrevented) return;
    event.preventDefault();
    Promise.allSettled([locker.forget(who), locker.clear()]).then(() => form.submit());
  });
  box.querySelector("[data-send]").addEventListener("click", () => send());
  addEventListener("online", () => { pause = FIRST_PAUSE; send(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  if (between) between.addEventListener("message", ({ data: { who: theirs, ...step } }) => {
    if (theirs === who) listeners.forEach((listener) => listener(step));
    drawing = drawing || setTimeout(show, QUIET_FOR);
  });

  // Names for noticing without a network; see notice.js.
  const roster = { keep: (names) => locker.names.keep(who, session, names), read: () => locker.names.read(who) };
  window.outbox = {
    keep, send, retry, drop, waiting, roster, held: () => held,
    on: (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
  };
  locker.tidy(who).then(show).then(send);
})();
