/* Drawing with a finger, a pen or a mouse; the picture goes with the form as a PNG. Without a script there is the file. */
"use strict";
document.querySelectorAll("[data-draw]").forEach((box) => {
  const field = document.querySelector(box.dataset.draw);
  const canvas = box.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const lines = [];
  let line = null;
  let colour = "#1d2323";
  box.hidden = false;

  function paint() {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 5;
    pen.lineCap = pen.lineJoin = "round";
    lines.forEach(({ ink, points }) => {
      pen.strokeStyle = ink;
      pen.beginPath();
      points.forEach(([x, y], n) => (n ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      if (points.length === 1) pen.lineTo(points[0][0] + 0.1, points[0][1]);
      pen.stroke();
    });
  }
  function at(event) {
    const shown = canvas.getBoundingClientRect();
    return [((event.clientX - shown.left) * canvas.width) / shown.width, ((event.clientY - shown.top) * canvas.height) / shown.height];
  }
  function keep() { field.value = lines.length ? canvas.toDataURL("image/png") : ""; }

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    line = { ink: colour, points: [at(event)] };
    lines.push(line);
    paint();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!line) return;
    line.points.push(at(event));
    paint();
  });
  ["pointerup", "pointercancel"].forEach((type) => canvas.addEventListener(type, () => { line = null; keep(); }));
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.colour) {
      colour = button.dataset.colour;
      box.querySelectorAll("[data-colour]").forEach((each) => each.setAttribute("aria-pressed", each === button));
      return;
    }
    if (button.dataset.act === "undo") lines.pop();
    else lines.length = 0;
    paint();
    keep();
  });
  paint();
});
