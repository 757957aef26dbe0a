/* The page that stands in when there is no network: names come from this device, locked, and what is noted waits there.

   Names are shown for twelve hours after the server last gave them to whoever was signed in. After that only how much
   waits is said. Opened by its own address it leads on: to show names is for where a page could not come. */
"use strict";
(async () => {
  const { page, outbox: outboxScript, notice: noticeScript } = document.currentScript.dataset;
  if (location.pathname === page) { location.replace("/"); return; }
  const theme = (document.cookie.match(/(?:^|; )theme=(light|dark)/) || [])[1];
  if (theme) document.documentElement.dataset.theme = theme;
  const find = (selector) => document.querySelector(selector);
  const ready = find("[data-ready]");
  const box = find("#outbox");
  const back = () => {
    find("[data-back]").textContent = ready.dataset.isBack;
    find("[data-again]").classList.add("go");
  };
  addEventListener("online", back);
  const last = window.locker && (await locker.names.last().catch(() => null));
  if (!last) return;
  if (last.over) { await sayHowMuchWaits(); return; }

  Object.assign(box.dataset, { who: last.who, session: last.session });
  await load(outboxScript);
  const kept = await outbox.roster.read();
  if (!kept || !kept.names || !kept.names.page) return;
  const { learners, classes, page: words } = kept.names;
  outbox.on(({ type }) => { if (type === "received") back(); });
  ready.append(...new DOMParser().parseFromString(words, "text/html").body.children);
  const own = ready.querySelector("[data-place]");
  find("header [data-place]").textContent = own.dataset.place;
  find("[data-lead]").textContent = ready.dataset.words;
  own.querySelector("[data-classes]").append(...classes.map(listed));
  find("[data-again]").before(own.querySelector("a[data-notice]"));
  box.hidden = false;
  await load(noticeScript);

  function load(address) {
    return new Promise((yes, no) => {
      const script = document.createElement("script");
      Object.assign(script, { src: address, onload: yes, onerror: no });
      document.body.append(script);
    });
  }
  async function sayHowMuchWaits() {
    const unsent = (await locker.of(last.who)).filter((row) => row.state !== "received");
    const over = find("[data-over]");
    over.textContent = over.dataset.words.replace("{n}", unsent.length);
    over.hidden = false;
  }
  function listed({ name, learners: within }) {
    const drawer = document.createElement("details");
    const head = document.createElement("summary");
    const row = document.createElement("div");
    drawer.className = "drawer";
    row.className = "row";
    head.textContent = name;
    const href = find("a[data-notice]").href;
    row.append(...learners.filter((each) => within.includes(each.id)).map((each) => {
      const link = document.createElement("a");
      Object.assign(link, { className: "btn", href: `${href}?students=${each.id}`, textContent: each.name });
      link.dataset.notice = "";
      return link;
    }));
    drawer.append(head, row);
    return drawer;
  }
})();
