/* The page for when there is no network was withdrawn here: the worker lets go of what it kept, and of itself. */
"use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  await Promise.all((await caches.keys()).filter((each) => each.startsWith("shell-")).map((each) => caches.delete(each)));
  await self.registration.unregister();
})()));
