/* Writing: a text saves itself while it is typed. Without a network it waits in the outbox, locked, and is sent when the
   network is back. What meets a newer text is kept beside it by the server, and the page says so. Without this script
   the form has its own button. */
"use strict";
(() => {
  const PAUSE = 1200;
  const RETRY = 5000;
  const KIND = "paragraph";
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const common = document.body.dataset;

  function begin(form) {
    const { text, version, began, uid } = form.elements;
    const said = form.querySelector("[data-said]");
    const words = form.dataset;
    let known = text.defaultValue; // what the server has, or the outbox; somebody may type before this runs
    let tried = []; // sent without an answer yet
    let waiting = null; // the outbox's entry
    let saving = null;
    let timer;
    form.writes = { flush, unsafe: () => text.value !== known };
    form.querySelector("[data-save]").hidden = true;

    function say(line, state) {
      said.dataset.state = state;
      if (said.textContent !== line) said.textContent = line;
    }
    function fields() {
      const all = { text: text.value, version: version.value, began: began.value, sent: tried };
      return uid ? { ...all, uid: uid.value } : all;
    }
    function remember(sent) {
      tried = [...tried.slice(0, 1), ...tried.slice(1).slice(-2), sent];
    }

    text.addEventListener("input", () => {
      said.dataset.state = "saving";
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE);
    });
    text.addEventListener("blur", save);

    function flush() { return saving ? saving.then(save) : save(); }
    function save() {
      clearTimeout(timer);
      if (saving || text.value === known || !form.isConnected) return saving;
      saving = attempt(fields()).finally(() => {
        saving = null;
        if (text.value !== known) timer = setTimeout(save, PAUSE);
      });
      return saving;
    }
    async function attempt(all) {
      let answer;
      remember(all.text);
      try {
        answer = await post(form.getAttribute("action"), all);
      } catch { return wait(all); }
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) return settle(told, all.text);
      if (told.sentence) { known = all.text; return say(told.sentence, "retry"); }
      return wait(all);
    }
    function settle(told, text) {
      known = text;
      if (told.state === "beside") {
        say(told.words, "retry");
        htmx.trigger(form.parentNode.querySelector("[data-beside]") || form, "beside-changed");
        return;
      }
      tried = [];
      version.value = told.version;
      began.value = text;
      form.setAttribute("action", told.url);
      say(told.words, "saved");
    }

    // The newest words wait; the entry before them goes, but never while a round of sending has it.
    async function wait(all) {
      if (!window.outbox) {
        say(common.unsaved, "retry");
        timer = setTimeout(save, RETRY);
        return;
      }
      const before = waiting;
      waiting = await outbox.keep({ kind: KIND, url: form.getAttribute("action"), fields: all, label: words.label });
      known = all.text;
      say(words.waits, "retry");
      if (before) navigator.locks.request("outbox-send", () => outbox.drop(before));
    }
    // Also told when another tab has sent it; what waits is always what was known last.
    function hear({ type, id, answer }) {
      if (id !== waiting || !["received", "refused"].includes(type)) return;
      const sent = known;
      waiting = null;
      if (type === "received") settle(answer, sent);
      else say((answer || {}).sentence || common.refused, "retry");
      if (text.value !== sent) { clearTimeout(timer); timer = setTimeout(save, PAUSE); }
    }
    async function takeUp() {
      const mine = (await outbox.waiting(KIND)).filter((row) => row.url === form.getAttribute("action"));
      const last = mine.pop();
      if (!last || text.value !== known) return;
      text.value = known = last.fields.text;
      version.value = last.fields.version;
      began.value = last.fields.began;
      tried = last.fields.sent || [];
      waiting = last.id;
      say(words.waits, "retry");
    }
    if (window.outbox) {
      outbox.on(hear);
      takeUp();
    }
    if (text.value !== known) timer = setTimeout(save, PAUSE);
  }

  function post(url, all) {
    const body = new URLSearchParams();
    Object.entries(all).forEach(([name, value]) => [value].flat().forEach((each) => body.append(name, each)));
    return fetch(url, {
      method: "POST", body, redirect: "manual", credentials: "same-origin", keepalive: true, signal: AbortSignal.timeout(20000),
      headers: { "X-CSRFToken": token, "X-Outbox": "1", Accept: "application/json" },
    });
  }

  const forms = () => [...document.querySelectorAll("form[data-writes]")];
  const look = () => forms().filter((form) => !form.writes).forEach(begin);
  document.addEventListener("htmx:load", look);
  document.addEventListener("visibilitychange", () => { if (document.hidden) forms().forEach((form) => form.writes.flush()); });
  addEventListener("online", () => forms().forEach((form) => form.writes.flush()));
  addEventListener("beforeunload", (event) => { if (forms().some((form) => form.writes.unsafe())) event.preventDefault(); });

  // Leaving the text saves it first; without a network one stays.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-done]");
    const form = link && link.closest("form[data-writes]");
    if (!form || !form.writes.unsafe()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.writes.flush().then(() => { if (!form.writes.unsafe()) link.click(); });
  }, true);
  look();
})();
