// Papers that a resident has ticked are remembered on the device only, by procedure. Without this
// script the boxes still tick, they just forget.
document.addEventListener("DOMContentLoaded", function () {
  function each(found, work) { Array.prototype.forEach.call(found, work); }
  var list = document.querySelector("[data-checklist]");
  each(document.querySelectorAll("[data-print]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  if (!list) return;
  var key = "giay-to:" + list.getAttribute("data-checklist");
  var ticked;
  try { ticked = JSON.parse(localStorage.getItem(key)) || []; } catch (error) { return; }
  var boxes = list.querySelectorAll("input[type=checkbox]");
  each(boxes, function (box) { box.checked = ticked.indexOf(box.value) > -1; });
  each(list.querySelectorAll("[data-remembered]"), function (note) { note.hidden = false; });
  list.addEventListener("change", function () {
    var now = [];
    each(boxes, function (box) { if (box.checked) now.push(box.value); });
    try { localStorage.setItem(key, JSON.stringify(now)); } catch (error) { /* private mode */ }
  });
});
