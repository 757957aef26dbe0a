/* The class grid: one tab stop, keys, touch, paste, and a save in the background for every choice. */
"use strict";
(() => {
  const data = document.getElementById("grid-words");
  if (!data) return;
  const say = JSON.parse(data.textContent);
  const table = document.querySelector("table.grid");
  const dialog = document.getElementById("grid-phases");
  const status = document.getElementById("grid-status");
  const left = document.getElementById("grid-left");
  const meaning = document.getElementById("grid-meaning");
  const undo = document.getElementById("grid-undo");
  const who = document.getElementById("grid-who");
  const where = document.getElementById("grid-context");
  const sure = document.getElementById("grid-confidence");
  document.getElementById("grid-how").hidden = false;
  const allPhases = who.textContent;
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const textIn = (button, part) => button.querySelector(part).textContent;
  const digits = [...dialog.querySelectorAll("button")].filter((button) => /^\d$/.test(button.value));
  const offered = new Map(digits.map((each) => [each.value, { label: textIn(each, "b"), means: textIn(each, "small") }]));
  const width = say.behaviours.length;

  // The versions of a row are written once where all are the same; after a point each has one digit.
  function versionsOf(row) {
    const written = row.dataset.v;
    const each = written.startsWith(".") ? [...written.slice(1)] : written.split(",");
    return say.behaviours.map((_, c) => Number(each.length > 1 ? each[c] : each[0]));
  }
  const rows = [...table.tBodies[0].rows].map((row) => ({
    row,
    student: row.dataset.s,
    name: row.cells[0].textContent,
    phases: [...row.dataset.p],
    versions: versionsOf(row),
    told: toldOf(row.dataset.t || ""),
  }));
  // Context and confidence of cells where either says something: "3:maths:high".
  function toldOf(text) {
    const found = new Map();
    text.split(" ").filter(Boolean).forEach((part) => {
      const [place, context, confidence] = part.split(":");
      found.set(Number(place), { context, confidence });
    });
    return found;
  }
  const past = [];
  let at = { r: 0, c: 0 };

  const headOf = (c) => table.tHead.rows[0].cells[c + 1].textContent.trim();
  const cellOf = ({ r, c }) => rows[r].row.cells[c + 1];
  const labelOf = (list, value) => ([...list.options].find((each) => each.value === value) || {}).textContent;
  const fixed = { n: say.none, x: say.closed, "-": "" };
  const wordOf = (phase) => (phase in fixed ? fixed[phase] : (offered.get(phase) || {}).label || say.labels[phase] || "");

  function paint(place, state) {
    const cell = cellOf(place);
    const phase = rows[place.r].phases[place.c];
    const digit = cell === document.activeElement && offered.has(phase) ? `${phase}\u2002` : "";
    const closed = phase === "x";
    cell.textContent = closed && cell !== document.activeElement ? "–" : digit + (wordOf(phase) || "·");
    cell.className = phase === "n" || closed ? "none" : phase === "-" ? "blank" : "";
    if (state) cell.dataset.state = state;
  }

  function explain() {
    const phase = rows[at.r].phases[at.c];
    meaning.textContent = "";
    if (phase === "-") { meaning.textContent = say.blankMeans; return; }
    const word = document.createElement("b");
    word.textContent = wordOf(phase);
    const means = phase === "n" ? say.noneMeans : phase === "x" ? say.closedMeans : (offered.get(phase) || { means: "" }).means;
    meaning.append(word, means ? ` ${say.means}: ${means[0].toLowerCase()}${means.slice(1)}.` : "");
    const told = rows[at.r].told.get(at.c);
    if (told) meaning.append(` ${[told.context && labelOf(where, told.context), labelOf(sure, told.confidence)].filter(Boolean).join(", ")}.`);
  }

  function count() {
    const done = rows.filter((row) => !row.phases.includes("-")).length;
    const cells = rows.reduce((sum, row) => sum + row.phases.filter((phase) => phase === "-").length, 0);
    const minutes = Math.ceil((cells * say.seconds) / 60);
    const words = cells ? say.left : say.done;
    left.textContent = words.replace("{done}", done).replace("{all}", rows.length).replace("{minutes}", minutes);
  }

  function tell(words, state) {
    status.textContent = words;
    status.dataset.state = state;
  }

  function focus(r, c) {
    const before = at;
    at = { r: Math.max(0, Math.min(rows.length - 1, r)), c: Math.max(0, Math.min(width - 1, c)) };
    cellOf(before).tabIndex = -1;
    const cell = cellOf(at);
    cell.tabIndex = 0;
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function placeOf(target) {
    const cell = target.closest && target.closest("td");
    const r = cell ? rows.findIndex((row) => row.row === cell.parentNode) : -1;
    return r < 0 ? null : { r, c: cell.cellIndex - 1 };
  }

  function choose(place, phase, step = [], told = null) {
    const row = rows[place.r];
    const now = row.told.get(place.c) || { context: "", confidence: "medium" };
    const next = told || { context: where.value, confidence: sure.value };
    const same = now.context === next.context && now.confidence === next.confidence;
    if (row.phases[place.c] === "x") { tell(say.closedMeans, "retry"); return; }
    if (row.phases[place.c] === phase && (same || phase === "-")) return;
    if (step) {
      if (!step.length) past.push(step);
      step.push({ place, phase: row.phases[place.c], told: now });
      undo.hidden = false;
    }
    row.phases[place.c] = phase;
    row.told.set(place.c, next);
    paint(place);
    explain();
    count();
    save(place);
  }

  // Saving: see grid-saving.js. Each of these hears about a cell by its key.
  const placeByKey = new Map(rows.flatMap((row, r) => say.behaviours.map((behaviour, c) => [`${row.student} ${behaviour}`, { r, c }])));
  const unsettled = new Set();
  function save(place) {
    const row = rows[place.r];
    const behaviour = say.behaviours[place.c];
    const key = `${row.student} ${behaviour}`;
    unsettled.add(key);
    paint(place, "saving");
    tell(say.saving, "saving");
    const label = `${row.name}: ${headOf(place.c)}`;
    saving.save({ key, label, student: row.student, behaviour, phase: row.phases[place.c], how: row.told.get(place.c), version: row.versions[place.c] });
  }
  // What a cell holds by now, whether chosen here or on a page before this one.
  function shows(cell, phase, state) {
    const place = placeByKey.get(cell.key);
    if (!place) return;
    rows[place.r].phases[place.c] = phase;
    if (cell.how.context !== undefined) rows[place.r].told.set(place.c, cell.how);
    paint(place, state);
    explain();
    count();
  }
  const words = (phase) => wordOf(phase) || say.nothing;
  const saving = window.gridSaving(say, token, {
    kept(cell, text) {
      unsettled.add(cell.key);
      shows(cell, cell.phase, "kept");
      tell(text, "retry");
    },
    saved(cell, answer) {
      unsettled.delete(cell.key);
      shows(cell, cell.phase, "saved");
      if (!unsettled.size) tell(`${wordOf(cell.phase) || say.cleared}. ${say.saved} ${answer.at}.`, "saved");
    },
    taken(cell, answer) {
      unsettled.delete(cell.key);
      shows({ ...cell, how: {} }, answer.phase, "retry");
      tell(say.taken.replace("{name}", answer.by).replace("{theirs}", words(answer.phase)).replace("{yours}", words(cell.phase)), "retry");
    },
    refused(cell, sentence) {
      unsettled.delete(cell.key);
      shows(cell, cell.phase, "retry");
      tell(sentence || say.refused, "retry");
    },
    again(cell, text) {
      shows(cell, cell.phase, "retry");
      tell(text, "retry");
    },
  });

  function takeBack() {
    const last = past.pop();
    undo.hidden = !past.length;
    if (!last) return;
    focus(last[0].place.r, last[0].place.c);
    last.reverse().forEach((each) => choose(each.place, each.phase, null, each.told));
  }

  // How sure, and where it was seen: for the cell in focus when it holds a phase, and for those that follow.
  function tellMore() {
    const phase = rows[at.r].phases[at.c];
    if (offered.has(phase)) choose(at, phase);
  }
  function nextSure() {
    sure.selectedIndex = (sure.selectedIndex + 1) % sure.options.length;
    tell(sure.selectedOptions[0].textContent, "saved");
    tellMore();
  }

  function open() {
    const phase = rows[at.r].phases[at.c];
    who.textContent = `${rows[at.r].name}: ${headOf(at.c)}`;
    dialog.querySelectorAll("button").forEach((button) => button.toggleAttribute("aria-current", button.value === phase && phase !== "-"));
    dialog.dataset.cell = "1";
    dialog.showModal();
  }

  const moves = {
    ArrowUp: () => focus(at.r - 1, at.c),
    ArrowDown: () => focus(at.r + 1, at.c),
    ArrowLeft: () => focus(at.r, at.c - 1),
    ArrowRight: () => focus(at.r, at.c + 1),
    Enter: () => focus(at.r + 1, at.c),
    Home: (ctrl) => focus(ctrl ? 0 : at.r, 0),
    End: (ctrl) => focus(ctrl ? rows.length - 1 : at.r, width - 1),
    PageUp: () => focus(at.r - 10, at.c),
    PageDown: () => focus(at.r + 10, at.c),
    " ": open,
    F2: open,
    Backspace: () => choose(at, "-"),
    Delete: () => choose(at, "-"),
    n: () => choose(at, "n"),
    "-": () => choose(at, "n"),
    u: takeBack,
    s: nextSure,
    w: () => where.focus(),
  };

  table.addEventListener("keydown", (event) => {
    if (!placeOf(event.target)) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (ctrl && key === "z") { event.preventDefault(); takeBack(); return; }
    if (event.altKey || (ctrl && key !== "Home" && key !== "End")) return;
    if (offered.has(key)) { event.preventDefault(); choose(at, key); return; }
    if (moves[key]) { event.preventDefault(); moves[key](ctrl); }
  });
  table.addEventListener("focusin", (event) => {
    const place = placeOf(event.target);
    if (!place) return;
    at = place;
    paint(place);
    explain();
  });
  table.addEventListener("focusout", (event) => {
    const place = placeOf(event.target);
    if (place) setTimeout(() => paint(place));
  });
  table.addEventListener("click", (event) => {
    const place = placeOf(event.target);
    if (!place) return;
    const again = cellOf(place) === document.activeElement;
    focus(place.r, place.c);
    if (again || event.pointerType === "touch") open();
  });
  table.addEventListener("dblclick", (event) => { if (placeOf(event.target) && !dialog.open) open(); });
  table.addEventListener("paste", (event) => {
    const lines = event.clipboardData.getData("text").split(/\r?\n/).filter((line) => line.trim());
    event.preventDefault();
    const step = [];
    lines.forEach((line, down) => {
      const word = line.trim().toLowerCase();
      const found = [...offered].find(([number, each]) => number === word || each.label.toLowerCase() === word);
      const phase = found ? found[0] : word === "n" || word === say.none.toLowerCase() ? "n" : null;
      if (phase !== null && at.r + down < rows.length) choose({ r: at.r + down, c: at.c }, phase, step);
    });
  });
  dialog.addEventListener("close", () => {
    if (dialog.returnValue && dialog.dataset.cell) choose(at, dialog.returnValue);
    if (dialog.dataset.cell) focus(at.r, at.c);
    who.textContent = allPhases;
    dialog.returnValue = "";
    delete dialog.dataset.cell;
  });
  undo.addEventListener("click", takeBack);
  [sure, where].forEach((list) => list.addEventListener("change", () => { tellMore(); focus(at.r, at.c); }));
  addEventListener("beforeunload", (event) => { if (saving.unsaved()) event.preventDefault(); });

  cellOf(at).tabIndex = 0;
  explain();
  if (!matchMedia("(hover: none)").matches) cellOf(at).focus({ preventScroll: true });
})();
