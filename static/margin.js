/* Select words of the vision, and the form beside them begins with those words. Without it the form has a box. */
"use strict";
(() => {
  const offer = document.getElementById("quote-offer");
  let chosen = "";
  let place = "";

  function look() {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0);
    const node = range && range.commonAncestorContainer;
    const passage = node && (node.closest ? node : node.parentElement).closest("[data-passage]");
    if (passage) { chosen = selection.toString().trim(); place = passage.dataset.passage; }
    offer.hidden = !passage || !chosen;
  }

  function fill() {
    const box = chosen && document.querySelector(`#margin-${place} textarea[name=quote]`);
    if (!box) return false;
    box.value = chosen;
    chosen = "";
    const first = box.form.querySelector("input[name=kind]");
    first.focus();
    return true;
  }

  function begin(event) {
    event.preventDefault();
    offer.hidden = true;
    const link = document.querySelector(`#margin-${place} [data-say]`);
    if (!fill() && link) htmx.trigger(link, "click");
  }

  document.addEventListener("selectionchange", look);
  offer.addEventListener("pointerdown", begin);
  offer.addEventListener("click", (event) => { if (!event.detail) begin(event); });
  document.addEventListener("htmx:load", fill);
})();
