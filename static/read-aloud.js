/* A button with data-read="#part" reads that part aloud in the browser's own voice. */
"use strict";
(() => {
  if (!("speechSynthesis" in window)) {
    const hide = () => document.querySelectorAll("[data-read]").forEach((button) => { button.hidden = true; });
    hide();
    document.addEventListener("htmx:load", hide);
    return;
  }

  // Of a part that holds more than words: what is pressed or typed in, and what is folded away, is not read.
  const SKIPPED = "form, button, .btn, .reply-link, [hidden], details:not([open]) > :not(summary)";
  const isRead = (part) => (node) => {
    const skipped = node.parentElement.closest(SKIPPED);
    const reads = !skipped || skipped === part || !part.contains(skipped);
    return reads && node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
  };

  // Read aloud, each word marked while it is spoken; where words cannot be marked, the whole part is.
  function read(button) {
    const part = document.querySelector(button.dataset.read);
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT, isRead(part));
    const places = [];
    let text = "";
    while (walker.nextNode()) {
      places.push([text.length, walker.currentNode]);
      text += `${walker.currentNode.data} `;
    }
    const marks = "highlights" in CSS;
    const quiet = () => {
      part.classList.remove("being-read");
      if (marks) CSS.highlights.delete("reading");
    };
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = document.documentElement.lang;
    speech.onstart = () => part.classList.toggle("being-read", !marks);
    speech.onend = speech.onerror = quiet;
    speech.onboundary = (event) => {
      const found = places.filter(([start]) => start <= event.charIndex).pop();
      if (!marks || !found || event.name === "sentence") return;
      const [start, node] = found;
      const from = event.charIndex - start;
      const long = event.charLength || (/^\S+/.exec(node.data.slice(from)) || [""])[0].length;
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, Math.min(node.length, from + long));
      CSS.highlights.set("reading", new Highlight(range));
    };
    speechSynthesis.cancel();
    quiet();
    speechSynthesis.speak(speech);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-read]");
    if (button) read(button);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
})();
