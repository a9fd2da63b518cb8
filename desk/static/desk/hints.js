/* Shows the desk's hints in the panel "Kiểm tra" and reads them again after each saved draft. */
(function () {
  "use strict";
  function pageId() {
    var found = /\/pages\/(\d+)\/edit\//.exec(window.location.pathname);
    return found && found[1];
  }
  function refresh() {
    var section = document.querySelector("[data-desk-hints]");
    var id = pageId();
    if (!section || !id) return;
    fetch(section.dataset.deskHintsBase + id + "/", { credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (html) {
        section.querySelector("[data-desk-hints-list]").innerHTML = html;
      })
      .catch(function () {
        section.querySelector("[data-desk-hints-list]").textContent =
          "Chưa đọc được. Hãy lưu bản nháp rồi xem lại.";
      });
  }
  document.addEventListener("DOMContentLoaded", refresh);
  document.addEventListener("w-autosave:success", function () { window.setTimeout(refresh, 150); });
})();
