/* A child at a device that others use too: it asks after a while, and goes home by itself. The server keeps the time;
   this only makes the page keep it as well. */
"use strict";
(() => {
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  const leaving = document.querySelector("[data-leave]");
  const done = document.querySelector("form[data-idle]");
  const TOUCHES = ["pointerdown", "keydown", "input", "scroll"];
  let last = Date.now();

  if (leaving) {
    TOUCHES.forEach((type) => addEventListener(type, () => { last = Date.now(); }, { passive: true, capture: true }));
    setInterval(() => {
      if (Date.now() - last > Number(leaving.dataset.after) * 1000) location.replace(leaving.dataset.leave);
    }, 1000);
  }
  if (!done) return;

  const asked = document.getElementById("still-there");
  const idle = Number(done.dataset.idle) * 1000;
  const warning = Math.min(60000, idle / 3);
  const end = Date.now() + Number(done.dataset.left) * 1000;
  let told = Date.now();
  let gone = false;

  function tell() {
    told = Date.now();
    const token = done.querySelector("[name=csrfmiddlewaretoken]").value;
    fetch(done.dataset.here, { method: "POST", headers: { "X-CSRFToken": token } })
      .then((answer) => { if (answer.status !== 204) location.reload(); })
      .catch(() => {});
  }
  function touched() {
    if (asked.open) return;
    last = Date.now();
    if (last - told > 60000) tell();
  }
  TOUCHES.forEach((type) => addEventListener(type, touched, { passive: true, capture: true }));
  asked.addEventListener("close", () => { last = Date.now(); tell(); });
  setInterval(() => {
    const quiet = Date.now() - last;
    if (!gone && (quiet > idle || Date.now() > end)) { gone = true; done.requestSubmit(); }
    else if (quiet > idle - warning && !asked.open) asked.showModal();
  }, 1000);
})();
