/* A button with data-read="#part" reads that part aloud in the browser's own voice. */
"use strict";
(() => {
  const buttons = document.querySelectorAll("[data-read]");
  if (!("speechSynthesis" in window)) { buttons.forEach((button) => { button.hidden = true; }); return; }

  // Read aloud, each word marked while it is spoken; where words cannot be marked, the whole part is.
  function read(button) {
    const part = document.querySelector(button.dataset.read);
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const places = [];
    let text = "";
    while (walker.nextNode()) {
      places.push([text.length, walker.currentNode]);
      text += walker.currentNode.data;
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
  buttons.forEach((button) => button.addEventListener("click", () => read(button)));
  addEventListener("pagehide", () => speechSynthesis.cancel());
})();
