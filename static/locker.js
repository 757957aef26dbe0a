/* What this browser keeps of a person, and how it goes: docs/decisions/outbox.md and without-network.md.

   window.locker is null where nothing can be kept. Words and names are encrypted with a key made here for one member,
   which the browser does not give out.
     locker.lock(who, thing) → {iv, data} · unlock(who, row) → thing or null
     locker.read(store, key) · write(store, row) · remove(store, key) · of(who) → entries
     locker.names.keep(who, session, names), where there is a worker · names.read(who) → {madeAt, names} · names.last() → the row, {over} after twelve hours
     locker.forget(who)   key, entries and names of one member         locker.tidy(who)   what is over
     locker.ready()       a page for when there is no network: only where data-worker names the worker
     locker.clear()       that page, its worker, and names of anybody; what waits unsent stays locked
   A page without data-worker is of somebody who notes no learners, or of nobody: it clears. */
"use strict";
(() => {
  window.locker = null;
  const { worker } = document.currentScript.dataset;
  AbortSignal.timeout ||= () => null; // An old tablet waits as long as it likes.
  if (!window.crypto || !crypto.subtle || !window.indexedDB || !navigator.locks) return;
  const NAME = "learning-outbox";
  const HOUR = 3600 * 1000;
  const DAYS = 7 * 24 * HOUR;
  const NAMES_FOR = 12 * HOUR;
  const SHELL = "shell-";
  let opened;

  function open() {
    opened = opened || new Promise((yes, no) => {
      const ask = indexedDB.open(NAME, 1);
      ask.onupgradeneeded = () => {
        ask.result.createObjectStore("keys", { keyPath: "who" });
        ask.result.createObjectStore("rosters", { keyPath: "who" });
        ask.result.createObjectStore("entries", { keyPath: "id", autoIncrement: true }).createIndex("who", "who");
      };
      ask.onsuccess = () => yes(ask.result);
      ask.onerror = () => no(ask.error);
    });
    return opened;
  }
  async function within(stores, mode, act) {
    const db = await open();
    return new Promise((yes, no) => {
      const deal = db.transaction(stores, mode);
      const asked = act(deal);
      deal.oncomplete = () => yes(asked && asked.result);
      deal.onerror = deal.onabort = () => no(deal.error);
    });
  }
  const read = (store, key) => within(store, "readonly", (deal) => deal.objectStore(store).get(key));
  const write = (store, row) => within(store, "readwrite", (deal) => deal.objectStore(store).put(row));
  const remove = (store, key) => within(store, "readwrite", (deal) => deal.objectStore(store).delete(key));
  const of = (who) => within("entries", "readonly", (deal) => deal.objectStore("entries").index("who").getAll(who));

  // Locking: one key for a member on this device.
  async function keyOf(who) {
    return navigator.locks.request("outbox-key", async () => {
      const known = await read("keys", who);
      if (known && Date.now() - known.madeAt < DAYS) return known.key;
      if (known) await forget(who);
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      await write("keys", { who, key, madeAt: Date.now() });
      return key;
    });
  }
  async function lock(who, thing) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(thing));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(who), plain) };
  }
  async function unlock(who, row) {
    try {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, await keyOf(who), row.data);
      return JSON.parse(new TextDecoder().decode(plain));
    } catch { return null; }
  }

  function walk(rows, each) {
    const ask = rows.openCursor();
    ask.onsuccess = () => { if (ask.result) { each(ask.result); ask.result.continue(); } };
  }
  // Everything of one member goes: key, words, names.
  function forget(whose) {
    return within(["keys", "rosters", "entries"], "readwrite", (deal) => {
      deal.objectStore("keys").delete(whose);
      deal.objectStore("rosters").delete(whose);
      const rows = deal.objectStore("entries").index("who").openCursor(whose);
      rows.onsuccess = () => { if (rows.result) { rows.result.delete(); rows.result.continue(); } };
    });
  }
  const aged = (row, most) => Date.now() - row.madeAt > most;
  // A clock that was set back must not make names last longer; what is unsent it must not touch.
  const stale = (row) => aged(row, NAMES_FOR) || row.madeAt - Date.now() > HOUR;
  const bare = ({ who, session, madeAt }) => ({ who, session, madeAt });
  // What is older than seven days goes, whoever's it was. Names go after twelve hours, and at once if another member left them.
  function tidy(who) {
    return within(["keys", "rosters", "entries"], "readwrite", (deal) => {
      ["keys", "entries"].forEach((store) => walk(deal.objectStore(store), (at) => { if (aged(at.value, DAYS)) at.delete(); }));
      walk(deal.objectStore("rosters"), (at) => {
        if ((who && at.value.who !== who) || aged(at.value, DAYS)) at.delete();
        else if (stale(at.value)) at.update(bare(at.value));
      });
    });
  }

  const names = {
    keep: async (who, session, known) => worker && write("rosters", { who, session, madeAt: Date.now(), ...(await lock(who, known)) }),
    read: async (who) => { const row = await read("rosters", who); return row && row.data ? { madeAt: row.madeAt, names: await unlock(who, row) } : null; },
    last: async () => {
      await tidy();
      const rows = await within("rosters", "readonly", (deal) => deal.objectStore("rosters").getAll());
      const row = rows.filter((each) => each.session).sort((one, other) => other.madeAt - one.madeAt)[0];
      return row ? { ...row, over: !row.data } : null;
    },
  };

  const workers = navigator.serviceWorker;
  const ready = async () => { if (worker && workers) await workers.register(worker, { updateViaCache: "none" }).catch(() => null); };
  async function clear() {
    if (workers) await Promise.all((await workers.getRegistrations()).map((each) => each.unregister()));
    if (window.caches) await Promise.all((await caches.keys()).filter((each) => each.startsWith(SHELL)).map((each) => caches.delete(each)));
    // Asked first: opening would make one where nothing was ever kept.
    const made = !indexedDB.databases || (await indexedDB.databases()).some((each) => each.name === NAME);
    if (made) await within("rosters", "readwrite", (deal) => deal.objectStore("rosters").clear());
  }

  window.locker = { lock, unlock, read, write, remove, of, forget, tidy, names, ready, clear };
  if (!worker) clear().catch(() => null);
})();
