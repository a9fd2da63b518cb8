// Titles while typing, as an ARIA combobox; the form works without it. Not where data is saved.
(function () {
  var link = navigator.connection || {};
  if (link.saveData || !window.fetch) return;

  function enrich(input) {
    var list = document.createElement("ul"), active = -1, timer, last;
    list.id = input.id + "-goi-y";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Gợi ý");
    input.form.appendChild(list);
    set({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" });

    function set(attributes) { for (var name in attributes) input.setAttribute(name, attributes[name]); }
    function close() {
      list.hidden = true;
      active = -1;
      set({ "aria-expanded": "false" });
      input.removeAttribute("aria-activedescendant");
    }
    function show(hits) {
      list.textContent = "";
      hits.forEach(function (hit, number) {
        var item = document.createElement("li"), kind = document.createElement("small");
        item.id = list.id + number;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = hit.title + " ";
        kind.textContent = hit.kind;
        item.appendChild(kind);
        item.dataset.url = hit.url;
        list.appendChild(item);
      });
      close();
      list.hidden = !hits.length;
      set({ "aria-expanded": String(!!hits.length) });
    }
    function ask() {
      var words = input.value.trim();
      last = words;
      if (words.length < 2) return close();
      fetch(input.form.action + "goi-y/?q=" + encodeURIComponent(words))
        .then(function (answer) { return answer.json(); })
        .then(function (found) { if (last === words && document.activeElement === input) show(found.hits); })
        .catch(close);
    }
    function move(step) {
      var items = list.children;
      if (items[active]) items[active].setAttribute("aria-selected", "false");
      active = (active + step + items.length + 1) % (items.length + 1);
      if (!items[active]) return input.removeAttribute("aria-activedescendant");
      items[active].setAttribute("aria-selected", "true");
      set({ "aria-activedescendant": items[active].id });
    }
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 200); });
    input.addEventListener("keydown", function (event) {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (active < 0) active = event.key === "ArrowDown" ? list.children.length : 0;
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && list.children[active]) {
        event.preventDefault();
        location.href = list.children[active].dataset.url;
      }
    });
    input.addEventListener("blur", function () { setTimeout(close, 150); });
    list.addEventListener("mousedown", function (event) {
      var item = event.target.closest("li");
      if (item) location.href = item.dataset.url;
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    Array.prototype.forEach.call(document.querySelectorAll(".find input"), enrich);
  });
})();
