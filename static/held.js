/* A plain form is not sent where the browser's own error page would take its words: while one writes, the server is asked
   now and then whether it is there. If it is not, the page stays and says so until it is; then one presses again. What
   ends a sign-in and what has a password in it are never held: neither may stay on a device that others take over.
   site.js brings this after the page. */
"use strict";
(() => {
  const words = document.body.dataset;
  const live = document.getElementById("unsaved");
  const { href } = document.querySelector("link[rel=icon]");
  const EVERY = 15000;
  const WITHIN = 8000;
  const CHOSEN = ["hidden", "radio", "checkbox", "submit"];
  const ENDS = "[data-sign-out], [data-idle]";
  let isThere = true;
  let askedAt = -EVERY;
  let held;
  const isPlain = (form) => form && form.getAttribute("method") === "post";
  const mayStay = (form) => !form.matches(ENDS) && !form.querySelector("[type=password]");
  const holdsWords = (form) => [...form.elements].some((field) =>
    "defaultValue" in field && !CHOSEN.includes(field.type) && field.value !== "");

  // HEAD, since a worker answers only what is got.
  async function ask() {
    if (!navigator.onLine) return;
    askedAt = performance.now();
    const waited = new AbortController();
    const late = setTimeout(() => waited.abort(), WITHIN);
    try {
      await fetch(href, { method: "HEAD", cache: "no-store", signal: waited.signal });
      isThere = true;
    } catch { isThere = false; }
    clearTimeout(late);
    if (isThere && held) live.textContent = "";
  }
  document.addEventListener("input", (event) => {
    if (isPlain(event.target.form) && performance.now() - askedAt > EVERY) ask();
  });
  // On the window, so that forms that scripts send are known by then.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !isPlain(form)) return;
    const isSent = !mayStay(form) || (navigator.onLine && (isThere || !holdsWords(form)));
    held = isSent ? null : form;
    if (isSent) return;
    event.preventDefault();
    live.textContent = words.away;
    ask();
  });
  addEventListener("online", ask);
  addEventListener("beforeunload", (event) => {
    if (held && held.isConnected && holdsWords(held)) event.preventDefault();
  });
})();
