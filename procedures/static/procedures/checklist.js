// Papers that a resident has ticked are remembered on the device only, by procedure. Without this
// script the boxes still tick, they just forget.
document.addEventListener("DOMContentLoaded", function () {
  var list = document.querySelector("[data-checklist]");
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  if (!list) return;
  var key = "giay-to:" + list.getAttribute("data-checklist");
  var ticked;
  try { ticked = JSON.parse(localStorage.getItem(key)) || []; } catch (error) { return; }
  var boxes = list.querySelectorAll("input[type=checkbox]");
  boxes.forEach(function (box) { box.checked = ticked.indexOf(box.value) > -1; });
  list.querySelectorAll("[data-remembered]").forEach(function (note) { note.hidden = false; });
  list.addEventListener("change", function () {
    var now = [];
    boxes.forEach(function (box) { if (box.checked) now.push(box.value); });
    try { localStorage.setItem(key, JSON.stringify(now)); } catch (error) { /* private mode */ }
  });
});
