// Text size and colours, chosen by the reader and kept on the device only. Runs before the first
// paint; the same cached page serves everybody.
(function (root, keys) {
  var store = null;
  try { store = window.localStorage; } catch (error) { store = null; }
  function read(key) { try { return store && store.getItem(key); } catch (error) { return null; } }
  function apply(key, value) {
    if (value) root.setAttribute("data-" + key, value); else root.removeAttribute("data-" + key);
  }
  keys.forEach(function (key) { apply(key, read(key)); });
  document.addEventListener("DOMContentLoaded", function () {
    Array.prototype.forEach.call(document.querySelectorAll("[data-display] input"), function (input) {
      if (read(input.name) === input.value) input.checked = true;
    });
  });
  document.addEventListener("change", function (event) {
    var input = event.target;
    if (!input.closest || !input.closest("[data-display]")) return;
    apply(input.name, input.value);
    try { store.setItem(input.name, input.value); } catch (error) { /* private mode: this page only */ }
  });
})(document.documentElement, ["co-chu", "mau"]);
