/* The sheet comes once: save it, then show the page as it is now. Without this the browser saves it all the same. */
"use strict";
(() => {
  const isSheet = (answer) => (answer.headers.get("Content-Type") || "").startsWith("application/pdf");
  function nameOf(answer) {
    return ((answer.headers.get("Content-Disposition") || "").match(/filename="([^"]+)"/) || [])[1] || "badges.pdf";
  }
  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    setTimeout(() => location.reload(), 1500);
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sheet]") || event.defaultPrevented) return;
    event.preventDefault();
    const button = event.submitter;
    const body = new URLSearchParams(new FormData(form, button));
    if (button) button.disabled = true;
    const headers = { "HX-Request": "true", "HX-Current-URL": form.action };
    fetch(form.action, { method: "POST", body, headers, redirect: "manual" }).then((answer) => {
      if (answer.ok && isSheet(answer)) return answer.blob().then((blob) => save(blob, nameOf(answer)));
      // Sign-in again comes first: on a page of its own, which then has the same button.
      return location.assign(answer.headers.get("HX-Redirect") || form.action);
    }).catch(() => { if (button) button.disabled = false; });
  });
})();
