/* Prints a report, and asks before what cannot be undone. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("submit", function (event) {
    var asked = event.submitter && event.submitter.dataset.confirm ? event.submitter : event.target;
    if (asked.dataset.confirm && !window.confirm(asked.dataset.confirm)) event.preventDefault();
  });
})();
