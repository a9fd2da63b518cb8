// On the pages that list what is on this device: saved pages first, with the day of each copy. Where a
// search had no network, the list answers as well as it can.
(function () {
  var lists = document.querySelectorAll("[data-saved]"), shown = {}, words = "";
  if (!lists.length || !window.caches) return;
  function bare(text) {
    var lower = text.toLowerCase().replace(/đ/g, "d");
    return lower.normalize ? lower.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : lower;
  }
  if (document.querySelector("[data-lost]") && /^\/tim-kiem\//.test(location.pathname)) {
    var asked = /[?&]q=([^&]*)/.exec(location.search);
    words = asked ? decodeURIComponent(asked[1].replace(/\+/g, " ")).trim() : "";
    document.querySelector("h1").textContent = "Tìm kiếm cần có mạng";
    document.querySelector("[data-lost]").textContent = words
      ? "Máy đang mất mạng nên chỉ tìm được “" + words + "” trong tên những trang đã lưu trong máy."
      : "Máy đang mất mạng. Những trang đã lưu trong máy vẫn đọc được.";
  }
  function add(list, cache, request) {
    var url = new URL(request.url), path = url.pathname + url.search;
    if (shown[path] || /^\/(media|static|mau|tai-lieu|ngoai-tuyen|da-luu|lan-kiem-truoc)/.test(path)) return;
    shown[path] = true;
    return cache.match(request).then(function (answer) {
      return answer.text().then(function (html) { line(list, path, html, Number(answer.headers.get("X-Kept-At"))); });
    });
  }
  function line(list, path, html, at) {
    var title = new DOMParser().parseFromString(html, "text/html").title.split(" – ")[0];
    if (path === "/") title = "Trang chủ";
    if (words && bare(title).indexOf(bare(words)) < 0) return;
    var item = document.createElement("li"), link = document.createElement("a");
    link.href = path;
    link.textContent = title;
    item.appendChild(link);
    if (at) {
      var day = document.createElement("span");
      day.className = "small";
      day.textContent = " Lưu ngày " + new Date(at).toLocaleDateString("vi-VN");
      link.appendChild(day);
    }
    list.appendChild(item);
    list.parentNode.hidden = false;
    document.querySelector("[data-saved-none]").hidden = true;
  }
  function from(list) {
    return caches.open(list.getAttribute("data-saved")).then(function (cache) {
      return cache.keys().then(function (keys) {
        return keys.reverse().reduce(function (before, key) {
          return before.then(function () { return add(list, cache, key); });
        }, Promise.resolve());
      });
    });
  }
  Array.prototype.reduce.call(lists, function (before, list) {
    return before.then(function () { return from(list); });
  }, Promise.resolve());
})();
