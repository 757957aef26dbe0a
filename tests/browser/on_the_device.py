"""What a page can tell of what its browser keeps: workers, caches, and the rows under lock."""

from __future__ import annotations

OPEN = """const db = await new Promise((yes) => {
        const ask = indexedDB.open("learning-outbox", 1);
        ask.onsuccess = () => yes(ask.result);
        ask.onupgradeneeded = () => {
            for (const name of ["keys", "rosters", "entries"]) ask.result.createObjectStore(name);
        };
    });"""
LEFT = f"""async () => {{
    {OPEN}
    const all = (store) => new Promise((yes) => {{
        const ask = db.transaction(store).objectStore(store).getAll();
        ask.onsuccess = () => yes(ask.result);
    }});
    return {{
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        caches: (await caches.keys()).length,
        keys: (await all("keys")).length,
        names: (await all("rosters")).filter((row) => row.data).length,
        entries: (await all("entries")).length,
    }};
}}"""
OLDER = f"""async (hours) => {{
    {OPEN}
    await new Promise((yes) => {{
        const deal = db.transaction("rosters", "readwrite");
        deal.objectStore("rosters").openCursor().onsuccess = ({{ target: {{ result: at }} }}) =>
            at && at.update({{ ...at.value, madeAt: at.value.madeAt - hours * 3600000 }});
        deal.oncomplete = yes;
    }});
}}"""
CACHED = """async () => {
    const texts = {};
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const asked of await cache.keys())
            texts[new URL(asked.url).pathname] = await (await cache.match(asked)).text();
    }
    return texts;
}"""
CLEARED = f"({LEFT})().then((left) => !left.workers && !left.caches && !left.names)"
REFUSED = """async () => {
    const [known] = await navigator.serviceWorker.getRegistrations();
    await known.update();
    const { installing } = known;
    if (installing) await new Promise((yes) => {
        installing.onstatechange = () => installing.state === "redundant" && yes();
    });
}"""
UPDATE = "async () => { const [known] = await navigator.serviceWorker.getRegistrations(); await known.update(); }"
NOTHING = {"workers": 0, "caches": 0, "keys": 0, "names": 0, "entries": 0}
STANDS_READY = {"workers": 1, "caches": 1, "keys": 1, "names": 1, "entries": 0}
