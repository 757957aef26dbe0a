/* How the class grid saves: through the outbox, where a choice outlives a reload; at once where nothing may be kept.

   gridSaving(say, token, told) → {save(cell), unsaved()}
     cell  {key, student, behaviour, phase, how, version}; key is "student behaviour", version what the page showed
     told  {kept(cell, words), saved(cell, answer), taken(cell, answer), refused(cell, sentence), again(cell, words)}
   A choice that follows others of the same cell counts on from them: its version is "own", which the server takes only
   if what is there came from the same person. */
"use strict";
window.gridSaving = (say, token, told) => {
  const keyOf = (fields) => `${fields.student} ${fields.behaviour}`;
  const fieldsOf = ({ student, behaviour, phase, how }, version) => ({ student, behaviour, phase, version, term: say.term, ...how });
  const versions = new Map();
  const seen = (cell) => (versions.has(cell.key) ? versions.get(cell.key) : cell.version);

  function through(outbox) {
    const HONEST_AFTER = 1500;
    const waiting = new Map();
    const known = new Map();
    const over = new Set();
    let writing = 0;
    const cellOf = ({ student, behaviour, phase, context, confidence }) => {
      const key = keyOf({ student, behaviour });
      return { key, student, behaviour, phase, how: { context, confidence } };
    };
    const of = (key) => waiting.get(key) || waiting.set(key, { ids: new Set(), next: null }).get(key);
    const waits = (cell) => told.kept(cell, outbox.held() || say.kept);

    function add(id, cell) {
      if (over.has(id)) return;
      known.set(id, cell);
      of(cell.key).ids.add(id);
    }
    async function save(cell) {
      const line = of(cell.key);
      const own = line.next !== null;
      const version = own ? line.next : seen(cell);
      line.next = version + 1;
      const fields = { ...fieldsOf(cell, version), ...(own ? { own: 1 } : {}) };
      writing += 1;
      const id = await outbox.keep({ kind: "judgement", url: say.url, fields, label: cell.label, quiet: true });
      writing -= 1;
      add(id, cell);
      if (!navigator.onLine) waits(cell);
      else setTimeout(() => { if (of(cell.key).ids.has(id)) waits(cell); }, HONEST_AFTER);
    }
    // True when nothing of this cell waits any more.
    function end(id, cell, version) {
      const line = of(cell.key);
      over.add(id);
      line.ids.delete(id);
      if (version !== undefined) versions.set(cell.key, version);
      if (!line.ids.size) line.next = null;
      return !line.ids.size;
    }
    outbox.on(({ type, id, kind, status, answer, entry }) => {
      if (kind !== "judgement") return;
      const cell = known.get(id) || (entry && entry.fields && entry.url === say.url && cellOf(entry.fields));
      if (!cell) return;
      if (type === "dropped") location.reload();
      if (type === "received" && end(id, cell, answer.version)) told.saved(cell, answer);
      if (type === "refused" && end(id, cell, answer.version)) {
        if (status === 409) told.taken(cell, answer);
        else told.refused(cell, answer.sentence);
      }
    });
    outbox.waiting("judgement").then((rows) => rows.forEach(({ id, url, state, fields }) => {
      if (url !== say.url || state === "refused" || over.has(id)) return;
      const cell = cellOf(fields);
      add(id, cell);
      of(cell.key).next = Math.max(of(cell.key).next || 0, Number(fields.version) + 1);
      waits(cell);
    }));
    return { save, unsaved: () => writing };
  }

  // A cell has at most one request on its way; a later choice waits and goes with the version that came back.
  function atOnce() {
    const FIRST_PAUSE = 2;
    const LONGEST_PAUSE = 30;
    const jobs = new Map();
    async function send(job) {
      const { cell } = job;
      clearTimeout(job.timer);
      Object.assign(job, { next: null, timer: 0 });
      let answer;
      try {
        const asked = { method: "POST", credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": token } };
        answer = await fetch(say.url, { ...asked, body: new URLSearchParams(fieldsOf(cell, seen(cell))) });
      } catch { return later(job, say.retry); }
      if (answer.type === "opaqueredirect") return later(job, say.signedOut);
      if (answer.status >= 500) return later(job, say.retry);
      const known = await answer.json().catch(() => ({}));
      if ("version" in known) versions.set(cell.key, known.version);
      if (answer.ok && job.next) { job.cell = job.next; return send(job); }
      jobs.delete(cell.key);
      if (answer.ok) return told.saved(cell, known);
      return answer.status === 409 ? told.taken(cell, known) : told.refused(cell, known.sentence);
    }
    function later(job, words) {
      job.cell = job.next || job.cell;
      job.next = null;
      told.again(job.cell, words);
      job.timer = setTimeout(() => send(job), job.wait * 1000);
      job.wait = Math.min(job.wait * 2, LONGEST_PAUSE);
    }
    function save(cell) {
      const job = jobs.get(cell.key);
      if (!job) { const fresh = { cell, next: null, wait: FIRST_PAUSE, timer: 0 }; jobs.set(cell.key, fresh); send(fresh); return; }
      if (job.timer) { job.cell = cell; send(job); } else job.next = cell;
    }
    addEventListener("online", () => jobs.forEach((job) => { if (job.timer) send(job); }));
    return { save, unsaved: () => jobs.size };
  }

  return window.outbox ? through(window.outbox) : atOnce();
};
