// A button to print, and on paper what a drawer holds: there nobody can open it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details[data-on-paper]:not([open])")];
  for (const drawer of opened) drawer.open = true;
});
addEventListener("afterprint", () => {
  for (const drawer of opened) drawer.open = false;
});
