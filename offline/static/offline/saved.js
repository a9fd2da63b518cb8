// On the offline page: which pages are on this device, saved ones first.
(function () {
  var list = document.querySelector("[data-saved]");
  if (!list || !window.caches) return;
  var shown = {};
  function add(cache, request) {
    var path = new URL(request.url).pathname;
    if (shown[path] || /^\/(media|static|ngoai-tuyen)\//.test(path)) return;
    shown[path] = true;
    return cache.match(request).then(function (answer) { return answer.text(); }).then(function (html) {
      var title = new DOMParser().parseFromString(html, "text/html").title, item = document.createElement("li");
      var link = document.createElement("a");
      link.href = path;
      link.textContent = path === "/" ? "Trang chủ" : title.split(" – ")[0];
      item.appendChild(link);
      list.appendChild(item);
    });
  }
  function from(name) {
    return caches.open(name).then(function (cache) {
      return cache.keys().then(function (keys) {
        return keys.reverse().reduce(function (before, key) {
          return before.then(function () { return add(cache, key); });
        }, Promise.resolve());
      });
    });
  }
  from("da-luu").then(function () { return from("da-doc"); }).then(function () {
    if (list.children.length) document.querySelector("[data-saved-none]").hidden = true;
  });
})();
