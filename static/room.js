/* The session room: the clock of the block, and notes that follow what others write. Without it the page still tells all. */
"use strict";
(() => {
  const room = document.querySelector("[data-now]");
  if (!room) return;
  const ahead = Number(room.dataset.now) * 1000 - Date.now();

  // Whole minutes: a clock in the middle of a room should be calm.
  function tick() {
    const clock = room.querySelector(".clock");
    if (!clock) return;
    const { began, minutes, left, last, over, oneOver } = clock.dataset;
    const gone = (Date.now() + ahead) / 60000 - Number(began) / 60;
    const rest = Math.ceil(Number(minutes) - gone);
    const count = rest > 0 ? rest : Math.max(1, Math.ceil(gone - Number(minutes)));
    const words = rest > 0 ? (count === 1 ? last : left) : (count === 1 ? oneOver : over);
    const [number, label] = clock.children;
    if (number.textContent !== String(count)) number.textContent = count;
    if (label.textContent !== words) label.textContent = words;
    const progress = room.querySelector(".quiet-progress");
    if (progress) progress.value = Math.min(gone, Number(minutes));
  }
  tick();
  setInterval(tick, 1000);

  // The notes box follows the saved text as long as its owner has not begun to type something else.
  function follow() {
    const box = document.getElementById("id_text");
    const saved = room.querySelector("[data-version]");
    const version = document.querySelector("#notes-state [name=version]");
    if (!box || !saved || !version || document.querySelector("#notes-state .warn")) return;
    const text = "empty" in saved.dataset ? "" : saved.textContent;
    if (box.value !== box.defaultValue && box.value !== text) return;
    if (box.value !== text) box.value = text;
    box.defaultValue = text;
    version.value = saved.dataset.version;
  }
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id === "room-block") tick();
    if (event.detail.target.id === "room-notes") follow();
  });
})();
