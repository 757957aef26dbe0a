/* A gentle word when a note of a visit begins with the adult. Nothing is stopped. */
"use strict";
(() => {
  const say = (box) => {
    const { adults, hint } = box.form.dataset;
    const line = box.form.querySelector(`[data-hint-for="${box.id}"]`);
    if (!line) return;
    const text = box.value.trim().toLowerCase();
    const begins = adults.toLowerCase().split(",").map((word) => word.trim()).filter(Boolean)
      .some((word) => text.startsWith(word) && !/[\p{L}]/u.test(text.charAt(word.length)));
    const words = begins && text.includes(" ") ? hint : "";
    if (line.textContent !== words) line.textContent = words;
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("#capture textarea")) say(event.target);
  });
})();
