/* Puts one page in the place of the browser's error when there is no network, and does nothing else.

   What it keeps is the same for everybody: that page as it is for nobody signed in, and its files. Pages of people never
   come near the cache; names are elsewhere, locked (locker.js). docs/decisions/without-network.md. */
"use strict";
const CACHE = "shell-{{ release|escapejs }}";
const PAGE = "{{ page|escapejs }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const OURS = /^\/(s\/.*)?$/;
// The name of a stamped file changes with what is in it; another is asked for each time.
const STAMPED = /\.[0-9a-f]{12}\.\w+$/;
const PATIENCE = {{ patience }} * 1000;

async function fill() {
  const cache = await caches.open(CACHE);
  const page = new Request(PAGE, { credentials: "omit", cache: "no-store" });
  try {
    await cache.addAll([page, ...FILES.map((file) => new Request(file, { credentials: "omit" }))]);
  } catch (trouble) {
    await caches.delete(CACHE);
    throw trouble;
  }
  await self.skipWaiting();
}
async function replace() {
  const others = (await caches.keys()).filter((each) => each.startsWith("shell-") && each !== CACHE);
  await Promise.all(others.map((each) => caches.delete(each)));
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
}
const kept = (what) => caches.match(what, { ignoreVary: true });

async function answer(event) {
  const asked = (async () => (await event.preloadResponse) || fetch(event.request))();
  asked.catch(() => null);
  const late = new Promise((yes, no) => { setTimeout(() => no(new Error("no network")), PATIENCE); });
  try { return await Promise.race([asked, late]); } catch { return (await kept(PAGE)) || asked; }
}
async function file(request, path) {
  const known = STAMPED.test(path) && (await kept(path));
  if (known) return known;
  try { return await fetch(request); } catch { return (await kept(path)) || Response.error(); }
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(replace()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && OURS.test(pathname)) event.respondWith(answer(event));
  else if (FILES.includes(pathname)) event.respondWith(file(request, pathname));
});
