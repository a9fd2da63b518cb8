// Installs the service worker, offers to save a page, and brings the latest news onto the device.
(function (nav) {
  if (!("serviceWorker" in nav) || !window.caches) return;
  function each(selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); }

  function offerToSave(button) {
    var here = location.pathname;
    function show(saved) {
      button.setAttribute("aria-pressed", saved);
      button.querySelector("span").textContent = saved ? "Đã lưu" : "Lưu";
      button.hidden = false;
    }
    caches.open("da-luu").then(function (cache) {
      cache.match(here).then(function (found) { show(!!found); });
      button.addEventListener("click", function () {
        if (button.getAttribute("aria-pressed") === "true") {
          return cache.delete(here).then(function () { show(false); });
        }
        var pictures = Array.prototype.map.call(document.querySelectorAll("main img"), function (img) { return img.currentSrc; });
        cache.add(here).then(function () {
          show(true);
          return cache.addAll(pictures.filter(Boolean));
        }).catch(function () { show(false); });
      });
    });
  }

  function bringNews() {
    var link = nav.connection || {};
    if (link.saveData || /2g/.test(link.effectiveType || "")) return;
    caches.open("da-doc").then(function (cache) {
      each("[data-latest] h3 a", function (news, number) {
        if (number > 4) return;
        cache.match(news.pathname).then(function (found) { if (!found) cache.add(news.pathname).catch(function () {}); });
      });
    });
  }

  document.addEventListener("DOMContentLoaded", function () { each("[data-save]", offerToSave); });
  window.addEventListener("load", function () {
    nav.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(function () {});
    setTimeout(bringNews, 4000);
  });
})(navigator);
